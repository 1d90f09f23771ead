;; A libc that owns the table of functions as well.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $TABLE-LIBC
  (memory (export "memory") 1)
  (table (export "table") 1 funcref))
