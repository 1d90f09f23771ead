(module)
(assert_return (invoke "missing"))
