// Shapes of hostile input: what is expected of them.
#include "tools/hostile/shape.h"

namespace modlink::hostile {

Expectation Expectation::within(double its_seconds, double its_megabytes) const {
  Expectation result = *this;
  result.seconds = its_seconds;
  result.megabytes = its_megabytes;
  return result;
}

Expectation Expectation::in_address_space(std::uint64_t its_megabytes) const {
  Expectation result = *this;
  result.address_space = its_megabytes;
  return result;
}

Expectation Expectation::with(const std::string& its_options) const {
  Expectation result = *this;
  result.options = its_options;
  return result;
}

Expectation Expectation::in_stack(std::uint64_t its_kilobytes) const {
  Expectation result = *this;
  result.stack = its_kilobytes;
  return result;
}

Expectation Expectation::complaining(Complaints where) const {
  Expectation result = *this;
  result.complaints = where;
  return result;
}

Expectation ends(const std::string& command) { return {command}; }
Expectation ends_well(const std::string& command, const std::string& says) { return {command, Ends::well, says}; }
Expectation fails(const std::string& command, const std::string& says) { return {command, Ends::failed, says}; }
Expectation hits_limit(const std::string& command, const std::string& says) { return {command, Ends::limit, says}; }
Expectation refuses(const std::string& command, const std::string& says) { return {command, Ends::refused, says}; }

}  // namespace modlink::hostile
