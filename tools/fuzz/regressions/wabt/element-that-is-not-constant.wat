(module (table 1 funcref)
  (elem (i32.const 0) funcref (item (i8x16.min_s))))
