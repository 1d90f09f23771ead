;; Both programs deployed together. The libraries are given to the programs, so that there is one module of each.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $DEPLOYMENT
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (type $LibZip (instance
    (export "zip" (func (param i32 i32 i32) (result i32)))
    (export "zips" (func (result i32)))
  ))
  (type $LibImg (instance
    (export "compress" (func (param i32 i32 i32) (result i32)))
  ))
  (type $LIBC (module
    (export (type outer $DEPLOYMENT $Libc))
  ))
  (type $LIBZIP (module
    (import "libc" (instance (type outer $DEPLOYMENT $Libc)))
    (export (type outer $DEPLOYMENT $LibZip))
  ))
  (type $LIBIMG (module
    (import "libc" (instance (type outer $DEPLOYMENT $Libc)))
    (import "libzip" (instance (type outer $DEPLOYMENT $LibZip)))
    (export (type outer $DEPLOYMENT $LibImg))
  ))
  (type $Program (instance
    (export "main" (func (result i32)))
    (export "out" (func (result i32)))
    (export "peek" (func (param i32) (result i32)))
    (export "zips" (func (result i32)))
  ))

  (import "./libc" (module $LIBC (type $LIBC)))
  (import "./libzip" (module $LIBZIP (type $LIBZIP)))
  (import "./libimg" (module $LIBIMG (type $LIBIMG)))
  (import "./zipper" (module $ZIPPER
    (import "libc" (module (type outer $DEPLOYMENT $LIBC)))
    (import "libzip" (module (type outer $DEPLOYMENT $LIBZIP)))
    (export (type outer $DEPLOYMENT $Program))
  ))
  (import "./imgmgk" (module $IMGMGK
    (import "libc" (module (type outer $DEPLOYMENT $LIBC)))
    (import "libzip" (module (type outer $DEPLOYMENT $LIBZIP)))
    (import "libimg" (module (type outer $DEPLOYMENT $LIBIMG)))
    (export (type outer $DEPLOYMENT $Program))
  ))

  (instance (export "zipper") (instantiate $ZIPPER
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
  ))
  (instance (export "imgmgk") (instantiate $IMGMGK
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
    (import "libimg" (module $LIBIMG))
  )))
