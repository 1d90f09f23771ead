;; A host for main.c: a module that has what it imports.
(module
  (global $logged (export "logged") (mut i32) (i32.const 0))
  (func (export "log") (param i32) (global.set $logged (local.get 0))))
