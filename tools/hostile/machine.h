// How slow the machine is at the moment: ceilings of time are those of a machine that is named here.
#pragma once

namespace modlink::hostile {

// How many times as long as on the machine for which ceilings are written a fixed piece of work takes now, in time of
// the processor; 1 where it takes less. Pages are made and written, and numbers are mixed: each can be slow without the
// other where a machine is shared, and programs do both, so it is the slower of the two that counts. Takes some 50 ms.
double slowness_of_machine();

}  // namespace modlink::hostile
