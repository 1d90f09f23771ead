;; Generated from limits.wast.in by conformance-unroll: do not edit.
;; Limits: sizes that have to work, and outcomes beyond. spec: appendix/implementation; D18, D19
;;
;; Rules: ../rules/limits.txt. `assert_limit` takes a module or an action, and is satisfied by the outcome `limit` alone:
;; neither malformed nor invalid, unlinkable or a trap. The values are those that are set without a flag;
;; limits-lowered.wast sets others.

;; ---------------------------------------------------------------------------------------------------------------------
;; Types that would be large if they were unfolded

;; 64 levels of a type, each naming the one before twice. Unfolded that would be 2^64 nodes; it takes milliseconds.
;; + limits.1 D18
(module definition
  (type $t0 (instance (export "f" (func))))
  (type $t1 (instance (export "a" (instance (type outer 0 $t0))) (export "b" (instance (type outer 0 $t0)))))
  (type $t2 (instance (export "a" (instance (type outer 0 $t1))) (export "b" (instance (type outer 0 $t1)))))
  (type $t3 (instance (export "a" (instance (type outer 0 $t2))) (export "b" (instance (type outer 0 $t2)))))
  (type $t4 (instance (export "a" (instance (type outer 0 $t3))) (export "b" (instance (type outer 0 $t3)))))
  (type $t5 (instance (export "a" (instance (type outer 0 $t4))) (export "b" (instance (type outer 0 $t4)))))
  (type $t6 (instance (export "a" (instance (type outer 0 $t5))) (export "b" (instance (type outer 0 $t5)))))
  (type $t7 (instance (export "a" (instance (type outer 0 $t6))) (export "b" (instance (type outer 0 $t6)))))
  (type $t8 (instance (export "a" (instance (type outer 0 $t7))) (export "b" (instance (type outer 0 $t7)))))
  (type $t9 (instance (export "a" (instance (type outer 0 $t8))) (export "b" (instance (type outer 0 $t8)))))
  (type $t10 (instance (export "a" (instance (type outer 0 $t9))) (export "b" (instance (type outer 0 $t9)))))
  (type $t11 (instance (export "a" (instance (type outer 0 $t10))) (export "b" (instance (type outer 0 $t10)))))
  (type $t12 (instance (export "a" (instance (type outer 0 $t11))) (export "b" (instance (type outer 0 $t11)))))
  (type $t13 (instance (export "a" (instance (type outer 0 $t12))) (export "b" (instance (type outer 0 $t12)))))
  (type $t14 (instance (export "a" (instance (type outer 0 $t13))) (export "b" (instance (type outer 0 $t13)))))
  (type $t15 (instance (export "a" (instance (type outer 0 $t14))) (export "b" (instance (type outer 0 $t14)))))
  (type $t16 (instance (export "a" (instance (type outer 0 $t15))) (export "b" (instance (type outer 0 $t15)))))
  (type $t17 (instance (export "a" (instance (type outer 0 $t16))) (export "b" (instance (type outer 0 $t16)))))
  (type $t18 (instance (export "a" (instance (type outer 0 $t17))) (export "b" (instance (type outer 0 $t17)))))
  (type $t19 (instance (export "a" (instance (type outer 0 $t18))) (export "b" (instance (type outer 0 $t18)))))
  (type $t20 (instance (export "a" (instance (type outer 0 $t19))) (export "b" (instance (type outer 0 $t19)))))
  (type $t21 (instance (export "a" (instance (type outer 0 $t20))) (export "b" (instance (type outer 0 $t20)))))
  (type $t22 (instance (export "a" (instance (type outer 0 $t21))) (export "b" (instance (type outer 0 $t21)))))
  (type $t23 (instance (export "a" (instance (type outer 0 $t22))) (export "b" (instance (type outer 0 $t22)))))
  (type $t24 (instance (export "a" (instance (type outer 0 $t23))) (export "b" (instance (type outer 0 $t23)))))
  (type $t25 (instance (export "a" (instance (type outer 0 $t24))) (export "b" (instance (type outer 0 $t24)))))
  (type $t26 (instance (export "a" (instance (type outer 0 $t25))) (export "b" (instance (type outer 0 $t25)))))
  (type $t27 (instance (export "a" (instance (type outer 0 $t26))) (export "b" (instance (type outer 0 $t26)))))
  (type $t28 (instance (export "a" (instance (type outer 0 $t27))) (export "b" (instance (type outer 0 $t27)))))
  (type $t29 (instance (export "a" (instance (type outer 0 $t28))) (export "b" (instance (type outer 0 $t28)))))
  (type $t30 (instance (export "a" (instance (type outer 0 $t29))) (export "b" (instance (type outer 0 $t29)))))
  (type $t31 (instance (export "a" (instance (type outer 0 $t30))) (export "b" (instance (type outer 0 $t30)))))
  (type $t32 (instance (export "a" (instance (type outer 0 $t31))) (export "b" (instance (type outer 0 $t31)))))
  (type $t33 (instance (export "a" (instance (type outer 0 $t32))) (export "b" (instance (type outer 0 $t32)))))
  (type $t34 (instance (export "a" (instance (type outer 0 $t33))) (export "b" (instance (type outer 0 $t33)))))
  (type $t35 (instance (export "a" (instance (type outer 0 $t34))) (export "b" (instance (type outer 0 $t34)))))
  (type $t36 (instance (export "a" (instance (type outer 0 $t35))) (export "b" (instance (type outer 0 $t35)))))
  (type $t37 (instance (export "a" (instance (type outer 0 $t36))) (export "b" (instance (type outer 0 $t36)))))
  (type $t38 (instance (export "a" (instance (type outer 0 $t37))) (export "b" (instance (type outer 0 $t37)))))
  (type $t39 (instance (export "a" (instance (type outer 0 $t38))) (export "b" (instance (type outer 0 $t38)))))
  (type $t40 (instance (export "a" (instance (type outer 0 $t39))) (export "b" (instance (type outer 0 $t39)))))
  (type $t41 (instance (export "a" (instance (type outer 0 $t40))) (export "b" (instance (type outer 0 $t40)))))
  (type $t42 (instance (export "a" (instance (type outer 0 $t41))) (export "b" (instance (type outer 0 $t41)))))
  (type $t43 (instance (export "a" (instance (type outer 0 $t42))) (export "b" (instance (type outer 0 $t42)))))
  (type $t44 (instance (export "a" (instance (type outer 0 $t43))) (export "b" (instance (type outer 0 $t43)))))
  (type $t45 (instance (export "a" (instance (type outer 0 $t44))) (export "b" (instance (type outer 0 $t44)))))
  (type $t46 (instance (export "a" (instance (type outer 0 $t45))) (export "b" (instance (type outer 0 $t45)))))
  (type $t47 (instance (export "a" (instance (type outer 0 $t46))) (export "b" (instance (type outer 0 $t46)))))
  (type $t48 (instance (export "a" (instance (type outer 0 $t47))) (export "b" (instance (type outer 0 $t47)))))
  (type $t49 (instance (export "a" (instance (type outer 0 $t48))) (export "b" (instance (type outer 0 $t48)))))
  (type $t50 (instance (export "a" (instance (type outer 0 $t49))) (export "b" (instance (type outer 0 $t49)))))
  (type $t51 (instance (export "a" (instance (type outer 0 $t50))) (export "b" (instance (type outer 0 $t50)))))
  (type $t52 (instance (export "a" (instance (type outer 0 $t51))) (export "b" (instance (type outer 0 $t51)))))
  (type $t53 (instance (export "a" (instance (type outer 0 $t52))) (export "b" (instance (type outer 0 $t52)))))
  (type $t54 (instance (export "a" (instance (type outer 0 $t53))) (export "b" (instance (type outer 0 $t53)))))
  (type $t55 (instance (export "a" (instance (type outer 0 $t54))) (export "b" (instance (type outer 0 $t54)))))
  (type $t56 (instance (export "a" (instance (type outer 0 $t55))) (export "b" (instance (type outer 0 $t55)))))
  (type $t57 (instance (export "a" (instance (type outer 0 $t56))) (export "b" (instance (type outer 0 $t56)))))
  (type $t58 (instance (export "a" (instance (type outer 0 $t57))) (export "b" (instance (type outer 0 $t57)))))
  (type $t59 (instance (export "a" (instance (type outer 0 $t58))) (export "b" (instance (type outer 0 $t58)))))
  (type $t60 (instance (export "a" (instance (type outer 0 $t59))) (export "b" (instance (type outer 0 $t59)))))
  (type $t61 (instance (export "a" (instance (type outer 0 $t60))) (export "b" (instance (type outer 0 $t60)))))
  (type $t62 (instance (export "a" (instance (type outer 0 $t61))) (export "b" (instance (type outer 0 $t61)))))
  (type $t63 (instance (export "a" (instance (type outer 0 $t62))) (export "b" (instance (type outer 0 $t62)))))
  (type $t64 (instance (export "a" (instance (type outer 0 $t63))) (export "b" (instance (type outer 0 $t63)))))
  )

;; A second family of them, with one export more at the very bottom, fits the first; …
;; + limits.1 D18
(module definition
  (type $t0 (instance (export "f" (func))))
  (type $t1 (instance (export "a" (instance (type outer 0 $t0))) (export "b" (instance (type outer 0 $t0)))))
  (type $t2 (instance (export "a" (instance (type outer 0 $t1))) (export "b" (instance (type outer 0 $t1)))))
  (type $t3 (instance (export "a" (instance (type outer 0 $t2))) (export "b" (instance (type outer 0 $t2)))))
  (type $t4 (instance (export "a" (instance (type outer 0 $t3))) (export "b" (instance (type outer 0 $t3)))))
  (type $t5 (instance (export "a" (instance (type outer 0 $t4))) (export "b" (instance (type outer 0 $t4)))))
  (type $t6 (instance (export "a" (instance (type outer 0 $t5))) (export "b" (instance (type outer 0 $t5)))))
  (type $t7 (instance (export "a" (instance (type outer 0 $t6))) (export "b" (instance (type outer 0 $t6)))))
  (type $t8 (instance (export "a" (instance (type outer 0 $t7))) (export "b" (instance (type outer 0 $t7)))))
  (type $t9 (instance (export "a" (instance (type outer 0 $t8))) (export "b" (instance (type outer 0 $t8)))))
  (type $t10 (instance (export "a" (instance (type outer 0 $t9))) (export "b" (instance (type outer 0 $t9)))))
  (type $t11 (instance (export "a" (instance (type outer 0 $t10))) (export "b" (instance (type outer 0 $t10)))))
  (type $t12 (instance (export "a" (instance (type outer 0 $t11))) (export "b" (instance (type outer 0 $t11)))))
  (type $t13 (instance (export "a" (instance (type outer 0 $t12))) (export "b" (instance (type outer 0 $t12)))))
  (type $t14 (instance (export "a" (instance (type outer 0 $t13))) (export "b" (instance (type outer 0 $t13)))))
  (type $t15 (instance (export "a" (instance (type outer 0 $t14))) (export "b" (instance (type outer 0 $t14)))))
  (type $t16 (instance (export "a" (instance (type outer 0 $t15))) (export "b" (instance (type outer 0 $t15)))))
  (type $t17 (instance (export "a" (instance (type outer 0 $t16))) (export "b" (instance (type outer 0 $t16)))))
  (type $t18 (instance (export "a" (instance (type outer 0 $t17))) (export "b" (instance (type outer 0 $t17)))))
  (type $t19 (instance (export "a" (instance (type outer 0 $t18))) (export "b" (instance (type outer 0 $t18)))))
  (type $t20 (instance (export "a" (instance (type outer 0 $t19))) (export "b" (instance (type outer 0 $t19)))))
  (type $t21 (instance (export "a" (instance (type outer 0 $t20))) (export "b" (instance (type outer 0 $t20)))))
  (type $t22 (instance (export "a" (instance (type outer 0 $t21))) (export "b" (instance (type outer 0 $t21)))))
  (type $t23 (instance (export "a" (instance (type outer 0 $t22))) (export "b" (instance (type outer 0 $t22)))))
  (type $t24 (instance (export "a" (instance (type outer 0 $t23))) (export "b" (instance (type outer 0 $t23)))))
  (type $t25 (instance (export "a" (instance (type outer 0 $t24))) (export "b" (instance (type outer 0 $t24)))))
  (type $t26 (instance (export "a" (instance (type outer 0 $t25))) (export "b" (instance (type outer 0 $t25)))))
  (type $t27 (instance (export "a" (instance (type outer 0 $t26))) (export "b" (instance (type outer 0 $t26)))))
  (type $t28 (instance (export "a" (instance (type outer 0 $t27))) (export "b" (instance (type outer 0 $t27)))))
  (type $t29 (instance (export "a" (instance (type outer 0 $t28))) (export "b" (instance (type outer 0 $t28)))))
  (type $t30 (instance (export "a" (instance (type outer 0 $t29))) (export "b" (instance (type outer 0 $t29)))))
  (type $t31 (instance (export "a" (instance (type outer 0 $t30))) (export "b" (instance (type outer 0 $t30)))))
  (type $t32 (instance (export "a" (instance (type outer 0 $t31))) (export "b" (instance (type outer 0 $t31)))))
  (type $t33 (instance (export "a" (instance (type outer 0 $t32))) (export "b" (instance (type outer 0 $t32)))))
  (type $t34 (instance (export "a" (instance (type outer 0 $t33))) (export "b" (instance (type outer 0 $t33)))))
  (type $t35 (instance (export "a" (instance (type outer 0 $t34))) (export "b" (instance (type outer 0 $t34)))))
  (type $t36 (instance (export "a" (instance (type outer 0 $t35))) (export "b" (instance (type outer 0 $t35)))))
  (type $t37 (instance (export "a" (instance (type outer 0 $t36))) (export "b" (instance (type outer 0 $t36)))))
  (type $t38 (instance (export "a" (instance (type outer 0 $t37))) (export "b" (instance (type outer 0 $t37)))))
  (type $t39 (instance (export "a" (instance (type outer 0 $t38))) (export "b" (instance (type outer 0 $t38)))))
  (type $t40 (instance (export "a" (instance (type outer 0 $t39))) (export "b" (instance (type outer 0 $t39)))))
  (type $t41 (instance (export "a" (instance (type outer 0 $t40))) (export "b" (instance (type outer 0 $t40)))))
  (type $t42 (instance (export "a" (instance (type outer 0 $t41))) (export "b" (instance (type outer 0 $t41)))))
  (type $t43 (instance (export "a" (instance (type outer 0 $t42))) (export "b" (instance (type outer 0 $t42)))))
  (type $t44 (instance (export "a" (instance (type outer 0 $t43))) (export "b" (instance (type outer 0 $t43)))))
  (type $t45 (instance (export "a" (instance (type outer 0 $t44))) (export "b" (instance (type outer 0 $t44)))))
  (type $t46 (instance (export "a" (instance (type outer 0 $t45))) (export "b" (instance (type outer 0 $t45)))))
  (type $t47 (instance (export "a" (instance (type outer 0 $t46))) (export "b" (instance (type outer 0 $t46)))))
  (type $t48 (instance (export "a" (instance (type outer 0 $t47))) (export "b" (instance (type outer 0 $t47)))))
  (type $t49 (instance (export "a" (instance (type outer 0 $t48))) (export "b" (instance (type outer 0 $t48)))))
  (type $t50 (instance (export "a" (instance (type outer 0 $t49))) (export "b" (instance (type outer 0 $t49)))))
  (type $t51 (instance (export "a" (instance (type outer 0 $t50))) (export "b" (instance (type outer 0 $t50)))))
  (type $t52 (instance (export "a" (instance (type outer 0 $t51))) (export "b" (instance (type outer 0 $t51)))))
  (type $t53 (instance (export "a" (instance (type outer 0 $t52))) (export "b" (instance (type outer 0 $t52)))))
  (type $t54 (instance (export "a" (instance (type outer 0 $t53))) (export "b" (instance (type outer 0 $t53)))))
  (type $t55 (instance (export "a" (instance (type outer 0 $t54))) (export "b" (instance (type outer 0 $t54)))))
  (type $t56 (instance (export "a" (instance (type outer 0 $t55))) (export "b" (instance (type outer 0 $t55)))))
  (type $t57 (instance (export "a" (instance (type outer 0 $t56))) (export "b" (instance (type outer 0 $t56)))))
  (type $t58 (instance (export "a" (instance (type outer 0 $t57))) (export "b" (instance (type outer 0 $t57)))))
  (type $t59 (instance (export "a" (instance (type outer 0 $t58))) (export "b" (instance (type outer 0 $t58)))))
  (type $t60 (instance (export "a" (instance (type outer 0 $t59))) (export "b" (instance (type outer 0 $t59)))))
  (type $t61 (instance (export "a" (instance (type outer 0 $t60))) (export "b" (instance (type outer 0 $t60)))))
  (type $t62 (instance (export "a" (instance (type outer 0 $t61))) (export "b" (instance (type outer 0 $t61)))))
  (type $t63 (instance (export "a" (instance (type outer 0 $t62))) (export "b" (instance (type outer 0 $t62)))))
  (type $t64 (instance (export "a" (instance (type outer 0 $t63))) (export "b" (instance (type outer 0 $t63)))))
  (type $u0 (instance (export "f" (func)) (export "more" (func))))
  (type $u1 (instance (export "a" (instance (type outer 0 $u0))) (export "b" (instance (type outer 0 $u0)))))
  (type $u2 (instance (export "a" (instance (type outer 0 $u1))) (export "b" (instance (type outer 0 $u1)))))
  (type $u3 (instance (export "a" (instance (type outer 0 $u2))) (export "b" (instance (type outer 0 $u2)))))
  (type $u4 (instance (export "a" (instance (type outer 0 $u3))) (export "b" (instance (type outer 0 $u3)))))
  (type $u5 (instance (export "a" (instance (type outer 0 $u4))) (export "b" (instance (type outer 0 $u4)))))
  (type $u6 (instance (export "a" (instance (type outer 0 $u5))) (export "b" (instance (type outer 0 $u5)))))
  (type $u7 (instance (export "a" (instance (type outer 0 $u6))) (export "b" (instance (type outer 0 $u6)))))
  (type $u8 (instance (export "a" (instance (type outer 0 $u7))) (export "b" (instance (type outer 0 $u7)))))
  (type $u9 (instance (export "a" (instance (type outer 0 $u8))) (export "b" (instance (type outer 0 $u8)))))
  (type $u10 (instance (export "a" (instance (type outer 0 $u9))) (export "b" (instance (type outer 0 $u9)))))
  (type $u11 (instance (export "a" (instance (type outer 0 $u10))) (export "b" (instance (type outer 0 $u10)))))
  (type $u12 (instance (export "a" (instance (type outer 0 $u11))) (export "b" (instance (type outer 0 $u11)))))
  (type $u13 (instance (export "a" (instance (type outer 0 $u12))) (export "b" (instance (type outer 0 $u12)))))
  (type $u14 (instance (export "a" (instance (type outer 0 $u13))) (export "b" (instance (type outer 0 $u13)))))
  (type $u15 (instance (export "a" (instance (type outer 0 $u14))) (export "b" (instance (type outer 0 $u14)))))
  (type $u16 (instance (export "a" (instance (type outer 0 $u15))) (export "b" (instance (type outer 0 $u15)))))
  (type $u17 (instance (export "a" (instance (type outer 0 $u16))) (export "b" (instance (type outer 0 $u16)))))
  (type $u18 (instance (export "a" (instance (type outer 0 $u17))) (export "b" (instance (type outer 0 $u17)))))
  (type $u19 (instance (export "a" (instance (type outer 0 $u18))) (export "b" (instance (type outer 0 $u18)))))
  (type $u20 (instance (export "a" (instance (type outer 0 $u19))) (export "b" (instance (type outer 0 $u19)))))
  (type $u21 (instance (export "a" (instance (type outer 0 $u20))) (export "b" (instance (type outer 0 $u20)))))
  (type $u22 (instance (export "a" (instance (type outer 0 $u21))) (export "b" (instance (type outer 0 $u21)))))
  (type $u23 (instance (export "a" (instance (type outer 0 $u22))) (export "b" (instance (type outer 0 $u22)))))
  (type $u24 (instance (export "a" (instance (type outer 0 $u23))) (export "b" (instance (type outer 0 $u23)))))
  (type $u25 (instance (export "a" (instance (type outer 0 $u24))) (export "b" (instance (type outer 0 $u24)))))
  (type $u26 (instance (export "a" (instance (type outer 0 $u25))) (export "b" (instance (type outer 0 $u25)))))
  (type $u27 (instance (export "a" (instance (type outer 0 $u26))) (export "b" (instance (type outer 0 $u26)))))
  (type $u28 (instance (export "a" (instance (type outer 0 $u27))) (export "b" (instance (type outer 0 $u27)))))
  (type $u29 (instance (export "a" (instance (type outer 0 $u28))) (export "b" (instance (type outer 0 $u28)))))
  (type $u30 (instance (export "a" (instance (type outer 0 $u29))) (export "b" (instance (type outer 0 $u29)))))
  (type $u31 (instance (export "a" (instance (type outer 0 $u30))) (export "b" (instance (type outer 0 $u30)))))
  (type $u32 (instance (export "a" (instance (type outer 0 $u31))) (export "b" (instance (type outer 0 $u31)))))
  (type $u33 (instance (export "a" (instance (type outer 0 $u32))) (export "b" (instance (type outer 0 $u32)))))
  (type $u34 (instance (export "a" (instance (type outer 0 $u33))) (export "b" (instance (type outer 0 $u33)))))
  (type $u35 (instance (export "a" (instance (type outer 0 $u34))) (export "b" (instance (type outer 0 $u34)))))
  (type $u36 (instance (export "a" (instance (type outer 0 $u35))) (export "b" (instance (type outer 0 $u35)))))
  (type $u37 (instance (export "a" (instance (type outer 0 $u36))) (export "b" (instance (type outer 0 $u36)))))
  (type $u38 (instance (export "a" (instance (type outer 0 $u37))) (export "b" (instance (type outer 0 $u37)))))
  (type $u39 (instance (export "a" (instance (type outer 0 $u38))) (export "b" (instance (type outer 0 $u38)))))
  (type $u40 (instance (export "a" (instance (type outer 0 $u39))) (export "b" (instance (type outer 0 $u39)))))
  (type $u41 (instance (export "a" (instance (type outer 0 $u40))) (export "b" (instance (type outer 0 $u40)))))
  (type $u42 (instance (export "a" (instance (type outer 0 $u41))) (export "b" (instance (type outer 0 $u41)))))
  (type $u43 (instance (export "a" (instance (type outer 0 $u42))) (export "b" (instance (type outer 0 $u42)))))
  (type $u44 (instance (export "a" (instance (type outer 0 $u43))) (export "b" (instance (type outer 0 $u43)))))
  (type $u45 (instance (export "a" (instance (type outer 0 $u44))) (export "b" (instance (type outer 0 $u44)))))
  (type $u46 (instance (export "a" (instance (type outer 0 $u45))) (export "b" (instance (type outer 0 $u45)))))
  (type $u47 (instance (export "a" (instance (type outer 0 $u46))) (export "b" (instance (type outer 0 $u46)))))
  (type $u48 (instance (export "a" (instance (type outer 0 $u47))) (export "b" (instance (type outer 0 $u47)))))
  (type $u49 (instance (export "a" (instance (type outer 0 $u48))) (export "b" (instance (type outer 0 $u48)))))
  (type $u50 (instance (export "a" (instance (type outer 0 $u49))) (export "b" (instance (type outer 0 $u49)))))
  (type $u51 (instance (export "a" (instance (type outer 0 $u50))) (export "b" (instance (type outer 0 $u50)))))
  (type $u52 (instance (export "a" (instance (type outer 0 $u51))) (export "b" (instance (type outer 0 $u51)))))
  (type $u53 (instance (export "a" (instance (type outer 0 $u52))) (export "b" (instance (type outer 0 $u52)))))
  (type $u54 (instance (export "a" (instance (type outer 0 $u53))) (export "b" (instance (type outer 0 $u53)))))
  (type $u55 (instance (export "a" (instance (type outer 0 $u54))) (export "b" (instance (type outer 0 $u54)))))
  (type $u56 (instance (export "a" (instance (type outer 0 $u55))) (export "b" (instance (type outer 0 $u55)))))
  (type $u57 (instance (export "a" (instance (type outer 0 $u56))) (export "b" (instance (type outer 0 $u56)))))
  (type $u58 (instance (export "a" (instance (type outer 0 $u57))) (export "b" (instance (type outer 0 $u57)))))
  (type $u59 (instance (export "a" (instance (type outer 0 $u58))) (export "b" (instance (type outer 0 $u58)))))
  (type $u60 (instance (export "a" (instance (type outer 0 $u59))) (export "b" (instance (type outer 0 $u59)))))
  (type $u61 (instance (export "a" (instance (type outer 0 $u60))) (export "b" (instance (type outer 0 $u60)))))
  (type $u62 (instance (export "a" (instance (type outer 0 $u61))) (export "b" (instance (type outer 0 $u61)))))
  (type $u63 (instance (export "a" (instance (type outer 0 $u62))) (export "b" (instance (type outer 0 $u62)))))
  (type $u64 (instance (export "a" (instance (type outer 0 $u63))) (export "b" (instance (type outer 0 $u63)))))
  (module $USER (import "x" (instance (type outer 0 $t64))))
  (module $MAKER
    (import "x" (instance $x (type outer 0 $u64)))
    (instance (instantiate (module outer 0 $USER) (import "x" (instance $x))))))

;; … and not the other way round, which is found out as quickly.
;; - limits.1 D18
(assert_invalid
  (module
    (type $t0 (instance (export "f" (func))))
    (type $t1 (instance (export "a" (instance (type outer 0 $t0))) (export "b" (instance (type outer 0 $t0)))))
    (type $t2 (instance (export "a" (instance (type outer 0 $t1))) (export "b" (instance (type outer 0 $t1)))))
    (type $t3 (instance (export "a" (instance (type outer 0 $t2))) (export "b" (instance (type outer 0 $t2)))))
    (type $t4 (instance (export "a" (instance (type outer 0 $t3))) (export "b" (instance (type outer 0 $t3)))))
    (type $t5 (instance (export "a" (instance (type outer 0 $t4))) (export "b" (instance (type outer 0 $t4)))))
    (type $t6 (instance (export "a" (instance (type outer 0 $t5))) (export "b" (instance (type outer 0 $t5)))))
    (type $t7 (instance (export "a" (instance (type outer 0 $t6))) (export "b" (instance (type outer 0 $t6)))))
    (type $t8 (instance (export "a" (instance (type outer 0 $t7))) (export "b" (instance (type outer 0 $t7)))))
    (type $t9 (instance (export "a" (instance (type outer 0 $t8))) (export "b" (instance (type outer 0 $t8)))))
    (type $t10 (instance (export "a" (instance (type outer 0 $t9))) (export "b" (instance (type outer 0 $t9)))))
    (type $t11 (instance (export "a" (instance (type outer 0 $t10))) (export "b" (instance (type outer 0 $t10)))))
    (type $t12 (instance (export "a" (instance (type outer 0 $t11))) (export "b" (instance (type outer 0 $t11)))))
    (type $t13 (instance (export "a" (instance (type outer 0 $t12))) (export "b" (instance (type outer 0 $t12)))))
    (type $t14 (instance (export "a" (instance (type outer 0 $t13))) (export "b" (instance (type outer 0 $t13)))))
    (type $t15 (instance (export "a" (instance (type outer 0 $t14))) (export "b" (instance (type outer 0 $t14)))))
    (type $t16 (instance (export "a" (instance (type outer 0 $t15))) (export "b" (instance (type outer 0 $t15)))))
    (type $t17 (instance (export "a" (instance (type outer 0 $t16))) (export "b" (instance (type outer 0 $t16)))))
    (type $t18 (instance (export "a" (instance (type outer 0 $t17))) (export "b" (instance (type outer 0 $t17)))))
    (type $t19 (instance (export "a" (instance (type outer 0 $t18))) (export "b" (instance (type outer 0 $t18)))))
    (type $t20 (instance (export "a" (instance (type outer 0 $t19))) (export "b" (instance (type outer 0 $t19)))))
    (type $t21 (instance (export "a" (instance (type outer 0 $t20))) (export "b" (instance (type outer 0 $t20)))))
    (type $t22 (instance (export "a" (instance (type outer 0 $t21))) (export "b" (instance (type outer 0 $t21)))))
    (type $t23 (instance (export "a" (instance (type outer 0 $t22))) (export "b" (instance (type outer 0 $t22)))))
    (type $t24 (instance (export "a" (instance (type outer 0 $t23))) (export "b" (instance (type outer 0 $t23)))))
    (type $t25 (instance (export "a" (instance (type outer 0 $t24))) (export "b" (instance (type outer 0 $t24)))))
    (type $t26 (instance (export "a" (instance (type outer 0 $t25))) (export "b" (instance (type outer 0 $t25)))))
    (type $t27 (instance (export "a" (instance (type outer 0 $t26))) (export "b" (instance (type outer 0 $t26)))))
    (type $t28 (instance (export "a" (instance (type outer 0 $t27))) (export "b" (instance (type outer 0 $t27)))))
    (type $t29 (instance (export "a" (instance (type outer 0 $t28))) (export "b" (instance (type outer 0 $t28)))))
    (type $t30 (instance (export "a" (instance (type outer 0 $t29))) (export "b" (instance (type outer 0 $t29)))))
    (type $t31 (instance (export "a" (instance (type outer 0 $t30))) (export "b" (instance (type outer 0 $t30)))))
    (type $t32 (instance (export "a" (instance (type outer 0 $t31))) (export "b" (instance (type outer 0 $t31)))))
    (type $t33 (instance (export "a" (instance (type outer 0 $t32))) (export "b" (instance (type outer 0 $t32)))))
    (type $t34 (instance (export "a" (instance (type outer 0 $t33))) (export "b" (instance (type outer 0 $t33)))))
    (type $t35 (instance (export "a" (instance (type outer 0 $t34))) (export "b" (instance (type outer 0 $t34)))))
    (type $t36 (instance (export "a" (instance (type outer 0 $t35))) (export "b" (instance (type outer 0 $t35)))))
    (type $t37 (instance (export "a" (instance (type outer 0 $t36))) (export "b" (instance (type outer 0 $t36)))))
    (type $t38 (instance (export "a" (instance (type outer 0 $t37))) (export "b" (instance (type outer 0 $t37)))))
    (type $t39 (instance (export "a" (instance (type outer 0 $t38))) (export "b" (instance (type outer 0 $t38)))))
    (type $t40 (instance (export "a" (instance (type outer 0 $t39))) (export "b" (instance (type outer 0 $t39)))))
    (type $t41 (instance (export "a" (instance (type outer 0 $t40))) (export "b" (instance (type outer 0 $t40)))))
    (type $t42 (instance (export "a" (instance (type outer 0 $t41))) (export "b" (instance (type outer 0 $t41)))))
    (type $t43 (instance (export "a" (instance (type outer 0 $t42))) (export "b" (instance (type outer 0 $t42)))))
    (type $t44 (instance (export "a" (instance (type outer 0 $t43))) (export "b" (instance (type outer 0 $t43)))))
    (type $t45 (instance (export "a" (instance (type outer 0 $t44))) (export "b" (instance (type outer 0 $t44)))))
    (type $t46 (instance (export "a" (instance (type outer 0 $t45))) (export "b" (instance (type outer 0 $t45)))))
    (type $t47 (instance (export "a" (instance (type outer 0 $t46))) (export "b" (instance (type outer 0 $t46)))))
    (type $t48 (instance (export "a" (instance (type outer 0 $t47))) (export "b" (instance (type outer 0 $t47)))))
    (type $t49 (instance (export "a" (instance (type outer 0 $t48))) (export "b" (instance (type outer 0 $t48)))))
    (type $t50 (instance (export "a" (instance (type outer 0 $t49))) (export "b" (instance (type outer 0 $t49)))))
    (type $t51 (instance (export "a" (instance (type outer 0 $t50))) (export "b" (instance (type outer 0 $t50)))))
    (type $t52 (instance (export "a" (instance (type outer 0 $t51))) (export "b" (instance (type outer 0 $t51)))))
    (type $t53 (instance (export "a" (instance (type outer 0 $t52))) (export "b" (instance (type outer 0 $t52)))))
    (type $t54 (instance (export "a" (instance (type outer 0 $t53))) (export "b" (instance (type outer 0 $t53)))))
    (type $t55 (instance (export "a" (instance (type outer 0 $t54))) (export "b" (instance (type outer 0 $t54)))))
    (type $t56 (instance (export "a" (instance (type outer 0 $t55))) (export "b" (instance (type outer 0 $t55)))))
    (type $t57 (instance (export "a" (instance (type outer 0 $t56))) (export "b" (instance (type outer 0 $t56)))))
    (type $t58 (instance (export "a" (instance (type outer 0 $t57))) (export "b" (instance (type outer 0 $t57)))))
    (type $t59 (instance (export "a" (instance (type outer 0 $t58))) (export "b" (instance (type outer 0 $t58)))))
    (type $t60 (instance (export "a" (instance (type outer 0 $t59))) (export "b" (instance (type outer 0 $t59)))))
    (type $t61 (instance (export "a" (instance (type outer 0 $t60))) (export "b" (instance (type outer 0 $t60)))))
    (type $t62 (instance (export "a" (instance (type outer 0 $t61))) (export "b" (instance (type outer 0 $t61)))))
    (type $t63 (instance (export "a" (instance (type outer 0 $t62))) (export "b" (instance (type outer 0 $t62)))))
    (type $t64 (instance (export "a" (instance (type outer 0 $t63))) (export "b" (instance (type outer 0 $t63)))))
    (type $u0 (instance (export "f" (func)) (export "more" (func))))
    (type $u1 (instance (export "a" (instance (type outer 0 $u0))) (export "b" (instance (type outer 0 $u0)))))
    (type $u2 (instance (export "a" (instance (type outer 0 $u1))) (export "b" (instance (type outer 0 $u1)))))
    (type $u3 (instance (export "a" (instance (type outer 0 $u2))) (export "b" (instance (type outer 0 $u2)))))
    (type $u4 (instance (export "a" (instance (type outer 0 $u3))) (export "b" (instance (type outer 0 $u3)))))
    (type $u5 (instance (export "a" (instance (type outer 0 $u4))) (export "b" (instance (type outer 0 $u4)))))
    (type $u6 (instance (export "a" (instance (type outer 0 $u5))) (export "b" (instance (type outer 0 $u5)))))
    (type $u7 (instance (export "a" (instance (type outer 0 $u6))) (export "b" (instance (type outer 0 $u6)))))
    (type $u8 (instance (export "a" (instance (type outer 0 $u7))) (export "b" (instance (type outer 0 $u7)))))
    (type $u9 (instance (export "a" (instance (type outer 0 $u8))) (export "b" (instance (type outer 0 $u8)))))
    (type $u10 (instance (export "a" (instance (type outer 0 $u9))) (export "b" (instance (type outer 0 $u9)))))
    (type $u11 (instance (export "a" (instance (type outer 0 $u10))) (export "b" (instance (type outer 0 $u10)))))
    (type $u12 (instance (export "a" (instance (type outer 0 $u11))) (export "b" (instance (type outer 0 $u11)))))
    (type $u13 (instance (export "a" (instance (type outer 0 $u12))) (export "b" (instance (type outer 0 $u12)))))
    (type $u14 (instance (export "a" (instance (type outer 0 $u13))) (export "b" (instance (type outer 0 $u13)))))
    (type $u15 (instance (export "a" (instance (type outer 0 $u14))) (export "b" (instance (type outer 0 $u14)))))
    (type $u16 (instance (export "a" (instance (type outer 0 $u15))) (export "b" (instance (type outer 0 $u15)))))
    (type $u17 (instance (export "a" (instance (type outer 0 $u16))) (export "b" (instance (type outer 0 $u16)))))
    (type $u18 (instance (export "a" (instance (type outer 0 $u17))) (export "b" (instance (type outer 0 $u17)))))
    (type $u19 (instance (export "a" (instance (type outer 0 $u18))) (export "b" (instance (type outer 0 $u18)))))
    (type $u20 (instance (export "a" (instance (type outer 0 $u19))) (export "b" (instance (type outer 0 $u19)))))
    (type $u21 (instance (export "a" (instance (type outer 0 $u20))) (export "b" (instance (type outer 0 $u20)))))
    (type $u22 (instance (export "a" (instance (type outer 0 $u21))) (export "b" (instance (type outer 0 $u21)))))
    (type $u23 (instance (export "a" (instance (type outer 0 $u22))) (export "b" (instance (type outer 0 $u22)))))
    (type $u24 (instance (export "a" (instance (type outer 0 $u23))) (export "b" (instance (type outer 0 $u23)))))
    (type $u25 (instance (export "a" (instance (type outer 0 $u24))) (export "b" (instance (type outer 0 $u24)))))
    (type $u26 (instance (export "a" (instance (type outer 0 $u25))) (export "b" (instance (type outer 0 $u25)))))
    (type $u27 (instance (export "a" (instance (type outer 0 $u26))) (export "b" (instance (type outer 0 $u26)))))
    (type $u28 (instance (export "a" (instance (type outer 0 $u27))) (export "b" (instance (type outer 0 $u27)))))
    (type $u29 (instance (export "a" (instance (type outer 0 $u28))) (export "b" (instance (type outer 0 $u28)))))
    (type $u30 (instance (export "a" (instance (type outer 0 $u29))) (export "b" (instance (type outer 0 $u29)))))
    (type $u31 (instance (export "a" (instance (type outer 0 $u30))) (export "b" (instance (type outer 0 $u30)))))
    (type $u32 (instance (export "a" (instance (type outer 0 $u31))) (export "b" (instance (type outer 0 $u31)))))
    (type $u33 (instance (export "a" (instance (type outer 0 $u32))) (export "b" (instance (type outer 0 $u32)))))
    (type $u34 (instance (export "a" (instance (type outer 0 $u33))) (export "b" (instance (type outer 0 $u33)))))
    (type $u35 (instance (export "a" (instance (type outer 0 $u34))) (export "b" (instance (type outer 0 $u34)))))
    (type $u36 (instance (export "a" (instance (type outer 0 $u35))) (export "b" (instance (type outer 0 $u35)))))
    (type $u37 (instance (export "a" (instance (type outer 0 $u36))) (export "b" (instance (type outer 0 $u36)))))
    (type $u38 (instance (export "a" (instance (type outer 0 $u37))) (export "b" (instance (type outer 0 $u37)))))
    (type $u39 (instance (export "a" (instance (type outer 0 $u38))) (export "b" (instance (type outer 0 $u38)))))
    (type $u40 (instance (export "a" (instance (type outer 0 $u39))) (export "b" (instance (type outer 0 $u39)))))
    (type $u41 (instance (export "a" (instance (type outer 0 $u40))) (export "b" (instance (type outer 0 $u40)))))
    (type $u42 (instance (export "a" (instance (type outer 0 $u41))) (export "b" (instance (type outer 0 $u41)))))
    (type $u43 (instance (export "a" (instance (type outer 0 $u42))) (export "b" (instance (type outer 0 $u42)))))
    (type $u44 (instance (export "a" (instance (type outer 0 $u43))) (export "b" (instance (type outer 0 $u43)))))
    (type $u45 (instance (export "a" (instance (type outer 0 $u44))) (export "b" (instance (type outer 0 $u44)))))
    (type $u46 (instance (export "a" (instance (type outer 0 $u45))) (export "b" (instance (type outer 0 $u45)))))
    (type $u47 (instance (export "a" (instance (type outer 0 $u46))) (export "b" (instance (type outer 0 $u46)))))
    (type $u48 (instance (export "a" (instance (type outer 0 $u47))) (export "b" (instance (type outer 0 $u47)))))
    (type $u49 (instance (export "a" (instance (type outer 0 $u48))) (export "b" (instance (type outer 0 $u48)))))
    (type $u50 (instance (export "a" (instance (type outer 0 $u49))) (export "b" (instance (type outer 0 $u49)))))
    (type $u51 (instance (export "a" (instance (type outer 0 $u50))) (export "b" (instance (type outer 0 $u50)))))
    (type $u52 (instance (export "a" (instance (type outer 0 $u51))) (export "b" (instance (type outer 0 $u51)))))
    (type $u53 (instance (export "a" (instance (type outer 0 $u52))) (export "b" (instance (type outer 0 $u52)))))
    (type $u54 (instance (export "a" (instance (type outer 0 $u53))) (export "b" (instance (type outer 0 $u53)))))
    (type $u55 (instance (export "a" (instance (type outer 0 $u54))) (export "b" (instance (type outer 0 $u54)))))
    (type $u56 (instance (export "a" (instance (type outer 0 $u55))) (export "b" (instance (type outer 0 $u55)))))
    (type $u57 (instance (export "a" (instance (type outer 0 $u56))) (export "b" (instance (type outer 0 $u56)))))
    (type $u58 (instance (export "a" (instance (type outer 0 $u57))) (export "b" (instance (type outer 0 $u57)))))
    (type $u59 (instance (export "a" (instance (type outer 0 $u58))) (export "b" (instance (type outer 0 $u58)))))
    (type $u60 (instance (export "a" (instance (type outer 0 $u59))) (export "b" (instance (type outer 0 $u59)))))
    (type $u61 (instance (export "a" (instance (type outer 0 $u60))) (export "b" (instance (type outer 0 $u60)))))
    (type $u62 (instance (export "a" (instance (type outer 0 $u61))) (export "b" (instance (type outer 0 $u61)))))
    (type $u63 (instance (export "a" (instance (type outer 0 $u62))) (export "b" (instance (type outer 0 $u62)))))
    (type $u64 (instance (export "a" (instance (type outer 0 $u63))) (export "b" (instance (type outer 0 $u63)))))
    (module $USER (import "x" (instance (type outer 0 $u64))))
    (module $MAKER
      (import "x" (instance $x (type outer 0 $t64)))
      (instance (instantiate (module outer 0 $USER) (import "x" (instance $x))))))
  "incompatible import type")

;; Modules, where each level is compared once covariantly and once contravariantly: equal parts at the bottom, so that the
;; direction does not matter, but two families all the same.
;; + limits.1 D18
(module definition
  (type $t0 (module (import "i" (instance (export "f" (func)) (export "g" (func)))) (export "e" (func))))
  (type $t1 (module (import "a" (module (type outer 0 $t0))) (export "b" (module (type outer 0 $t0)))))
  (type $t2 (module (import "a" (module (type outer 0 $t1))) (export "b" (module (type outer 0 $t1)))))
  (type $t3 (module (import "a" (module (type outer 0 $t2))) (export "b" (module (type outer 0 $t2)))))
  (type $t4 (module (import "a" (module (type outer 0 $t3))) (export "b" (module (type outer 0 $t3)))))
  (type $t5 (module (import "a" (module (type outer 0 $t4))) (export "b" (module (type outer 0 $t4)))))
  (type $t6 (module (import "a" (module (type outer 0 $t5))) (export "b" (module (type outer 0 $t5)))))
  (type $t7 (module (import "a" (module (type outer 0 $t6))) (export "b" (module (type outer 0 $t6)))))
  (type $t8 (module (import "a" (module (type outer 0 $t7))) (export "b" (module (type outer 0 $t7)))))
  (type $t9 (module (import "a" (module (type outer 0 $t8))) (export "b" (module (type outer 0 $t8)))))
  (type $t10 (module (import "a" (module (type outer 0 $t9))) (export "b" (module (type outer 0 $t9)))))
  (type $t11 (module (import "a" (module (type outer 0 $t10))) (export "b" (module (type outer 0 $t10)))))
  (type $t12 (module (import "a" (module (type outer 0 $t11))) (export "b" (module (type outer 0 $t11)))))
  (type $t13 (module (import "a" (module (type outer 0 $t12))) (export "b" (module (type outer 0 $t12)))))
  (type $t14 (module (import "a" (module (type outer 0 $t13))) (export "b" (module (type outer 0 $t13)))))
  (type $t15 (module (import "a" (module (type outer 0 $t14))) (export "b" (module (type outer 0 $t14)))))
  (type $t16 (module (import "a" (module (type outer 0 $t15))) (export "b" (module (type outer 0 $t15)))))
  (type $t17 (module (import "a" (module (type outer 0 $t16))) (export "b" (module (type outer 0 $t16)))))
  (type $t18 (module (import "a" (module (type outer 0 $t17))) (export "b" (module (type outer 0 $t17)))))
  (type $t19 (module (import "a" (module (type outer 0 $t18))) (export "b" (module (type outer 0 $t18)))))
  (type $t20 (module (import "a" (module (type outer 0 $t19))) (export "b" (module (type outer 0 $t19)))))
  (type $t21 (module (import "a" (module (type outer 0 $t20))) (export "b" (module (type outer 0 $t20)))))
  (type $t22 (module (import "a" (module (type outer 0 $t21))) (export "b" (module (type outer 0 $t21)))))
  (type $t23 (module (import "a" (module (type outer 0 $t22))) (export "b" (module (type outer 0 $t22)))))
  (type $t24 (module (import "a" (module (type outer 0 $t23))) (export "b" (module (type outer 0 $t23)))))
  (type $t25 (module (import "a" (module (type outer 0 $t24))) (export "b" (module (type outer 0 $t24)))))
  (type $t26 (module (import "a" (module (type outer 0 $t25))) (export "b" (module (type outer 0 $t25)))))
  (type $t27 (module (import "a" (module (type outer 0 $t26))) (export "b" (module (type outer 0 $t26)))))
  (type $t28 (module (import "a" (module (type outer 0 $t27))) (export "b" (module (type outer 0 $t27)))))
  (type $t29 (module (import "a" (module (type outer 0 $t28))) (export "b" (module (type outer 0 $t28)))))
  (type $t30 (module (import "a" (module (type outer 0 $t29))) (export "b" (module (type outer 0 $t29)))))
  (type $t31 (module (import "a" (module (type outer 0 $t30))) (export "b" (module (type outer 0 $t30)))))
  (type $t32 (module (import "a" (module (type outer 0 $t31))) (export "b" (module (type outer 0 $t31)))))
  (type $t33 (module (import "a" (module (type outer 0 $t32))) (export "b" (module (type outer 0 $t32)))))
  (type $t34 (module (import "a" (module (type outer 0 $t33))) (export "b" (module (type outer 0 $t33)))))
  (type $t35 (module (import "a" (module (type outer 0 $t34))) (export "b" (module (type outer 0 $t34)))))
  (type $t36 (module (import "a" (module (type outer 0 $t35))) (export "b" (module (type outer 0 $t35)))))
  (type $t37 (module (import "a" (module (type outer 0 $t36))) (export "b" (module (type outer 0 $t36)))))
  (type $t38 (module (import "a" (module (type outer 0 $t37))) (export "b" (module (type outer 0 $t37)))))
  (type $t39 (module (import "a" (module (type outer 0 $t38))) (export "b" (module (type outer 0 $t38)))))
  (type $t40 (module (import "a" (module (type outer 0 $t39))) (export "b" (module (type outer 0 $t39)))))
  (type $u0 (module (export "e" (func)) (import "i" (instance (export "g" (func)) (export "f" (func))))))
  (type $u1 (module (import "a" (module (type outer 0 $u0))) (export "b" (module (type outer 0 $u0)))))
  (type $u2 (module (import "a" (module (type outer 0 $u1))) (export "b" (module (type outer 0 $u1)))))
  (type $u3 (module (import "a" (module (type outer 0 $u2))) (export "b" (module (type outer 0 $u2)))))
  (type $u4 (module (import "a" (module (type outer 0 $u3))) (export "b" (module (type outer 0 $u3)))))
  (type $u5 (module (import "a" (module (type outer 0 $u4))) (export "b" (module (type outer 0 $u4)))))
  (type $u6 (module (import "a" (module (type outer 0 $u5))) (export "b" (module (type outer 0 $u5)))))
  (type $u7 (module (import "a" (module (type outer 0 $u6))) (export "b" (module (type outer 0 $u6)))))
  (type $u8 (module (import "a" (module (type outer 0 $u7))) (export "b" (module (type outer 0 $u7)))))
  (type $u9 (module (import "a" (module (type outer 0 $u8))) (export "b" (module (type outer 0 $u8)))))
  (type $u10 (module (import "a" (module (type outer 0 $u9))) (export "b" (module (type outer 0 $u9)))))
  (type $u11 (module (import "a" (module (type outer 0 $u10))) (export "b" (module (type outer 0 $u10)))))
  (type $u12 (module (import "a" (module (type outer 0 $u11))) (export "b" (module (type outer 0 $u11)))))
  (type $u13 (module (import "a" (module (type outer 0 $u12))) (export "b" (module (type outer 0 $u12)))))
  (type $u14 (module (import "a" (module (type outer 0 $u13))) (export "b" (module (type outer 0 $u13)))))
  (type $u15 (module (import "a" (module (type outer 0 $u14))) (export "b" (module (type outer 0 $u14)))))
  (type $u16 (module (import "a" (module (type outer 0 $u15))) (export "b" (module (type outer 0 $u15)))))
  (type $u17 (module (import "a" (module (type outer 0 $u16))) (export "b" (module (type outer 0 $u16)))))
  (type $u18 (module (import "a" (module (type outer 0 $u17))) (export "b" (module (type outer 0 $u17)))))
  (type $u19 (module (import "a" (module (type outer 0 $u18))) (export "b" (module (type outer 0 $u18)))))
  (type $u20 (module (import "a" (module (type outer 0 $u19))) (export "b" (module (type outer 0 $u19)))))
  (type $u21 (module (import "a" (module (type outer 0 $u20))) (export "b" (module (type outer 0 $u20)))))
  (type $u22 (module (import "a" (module (type outer 0 $u21))) (export "b" (module (type outer 0 $u21)))))
  (type $u23 (module (import "a" (module (type outer 0 $u22))) (export "b" (module (type outer 0 $u22)))))
  (type $u24 (module (import "a" (module (type outer 0 $u23))) (export "b" (module (type outer 0 $u23)))))
  (type $u25 (module (import "a" (module (type outer 0 $u24))) (export "b" (module (type outer 0 $u24)))))
  (type $u26 (module (import "a" (module (type outer 0 $u25))) (export "b" (module (type outer 0 $u25)))))
  (type $u27 (module (import "a" (module (type outer 0 $u26))) (export "b" (module (type outer 0 $u26)))))
  (type $u28 (module (import "a" (module (type outer 0 $u27))) (export "b" (module (type outer 0 $u27)))))
  (type $u29 (module (import "a" (module (type outer 0 $u28))) (export "b" (module (type outer 0 $u28)))))
  (type $u30 (module (import "a" (module (type outer 0 $u29))) (export "b" (module (type outer 0 $u29)))))
  (type $u31 (module (import "a" (module (type outer 0 $u30))) (export "b" (module (type outer 0 $u30)))))
  (type $u32 (module (import "a" (module (type outer 0 $u31))) (export "b" (module (type outer 0 $u31)))))
  (type $u33 (module (import "a" (module (type outer 0 $u32))) (export "b" (module (type outer 0 $u32)))))
  (type $u34 (module (import "a" (module (type outer 0 $u33))) (export "b" (module (type outer 0 $u33)))))
  (type $u35 (module (import "a" (module (type outer 0 $u34))) (export "b" (module (type outer 0 $u34)))))
  (type $u36 (module (import "a" (module (type outer 0 $u35))) (export "b" (module (type outer 0 $u35)))))
  (type $u37 (module (import "a" (module (type outer 0 $u36))) (export "b" (module (type outer 0 $u36)))))
  (type $u38 (module (import "a" (module (type outer 0 $u37))) (export "b" (module (type outer 0 $u37)))))
  (type $u39 (module (import "a" (module (type outer 0 $u38))) (export "b" (module (type outer 0 $u38)))))
  (type $u40 (module (import "a" (module (type outer 0 $u39))) (export "b" (module (type outer 0 $u39)))))
  (module $USER (import "x" (module (type outer 0 $t40))))
  (module $MAKER
    (import "x" (module $x (type outer 0 $u40)))
    (instance (instantiate (module outer 0 $USER) (import "x" (module $x))))))
;; - limits.1 D18
(assert_invalid
  (module
    (type $t0 (module (export "e" (func))))
    (type $t1 (module (import "a" (module (type outer 0 $t0))) (export "b" (module (type outer 0 $t0)))))
    (type $t2 (module (import "a" (module (type outer 0 $t1))) (export "b" (module (type outer 0 $t1)))))
    (type $t3 (module (import "a" (module (type outer 0 $t2))) (export "b" (module (type outer 0 $t2)))))
    (type $t4 (module (import "a" (module (type outer 0 $t3))) (export "b" (module (type outer 0 $t3)))))
    (type $t5 (module (import "a" (module (type outer 0 $t4))) (export "b" (module (type outer 0 $t4)))))
    (type $t6 (module (import "a" (module (type outer 0 $t5))) (export "b" (module (type outer 0 $t5)))))
    (type $t7 (module (import "a" (module (type outer 0 $t6))) (export "b" (module (type outer 0 $t6)))))
    (type $t8 (module (import "a" (module (type outer 0 $t7))) (export "b" (module (type outer 0 $t7)))))
    (type $t9 (module (import "a" (module (type outer 0 $t8))) (export "b" (module (type outer 0 $t8)))))
    (type $t10 (module (import "a" (module (type outer 0 $t9))) (export "b" (module (type outer 0 $t9)))))
    (type $t11 (module (import "a" (module (type outer 0 $t10))) (export "b" (module (type outer 0 $t10)))))
    (type $t12 (module (import "a" (module (type outer 0 $t11))) (export "b" (module (type outer 0 $t11)))))
    (type $t13 (module (import "a" (module (type outer 0 $t12))) (export "b" (module (type outer 0 $t12)))))
    (type $t14 (module (import "a" (module (type outer 0 $t13))) (export "b" (module (type outer 0 $t13)))))
    (type $t15 (module (import "a" (module (type outer 0 $t14))) (export "b" (module (type outer 0 $t14)))))
    (type $t16 (module (import "a" (module (type outer 0 $t15))) (export "b" (module (type outer 0 $t15)))))
    (type $t17 (module (import "a" (module (type outer 0 $t16))) (export "b" (module (type outer 0 $t16)))))
    (type $t18 (module (import "a" (module (type outer 0 $t17))) (export "b" (module (type outer 0 $t17)))))
    (type $t19 (module (import "a" (module (type outer 0 $t18))) (export "b" (module (type outer 0 $t18)))))
    (type $t20 (module (import "a" (module (type outer 0 $t19))) (export "b" (module (type outer 0 $t19)))))
    (type $t21 (module (import "a" (module (type outer 0 $t20))) (export "b" (module (type outer 0 $t20)))))
    (type $t22 (module (import "a" (module (type outer 0 $t21))) (export "b" (module (type outer 0 $t21)))))
    (type $t23 (module (import "a" (module (type outer 0 $t22))) (export "b" (module (type outer 0 $t22)))))
    (type $t24 (module (import "a" (module (type outer 0 $t23))) (export "b" (module (type outer 0 $t23)))))
    (type $t25 (module (import "a" (module (type outer 0 $t24))) (export "b" (module (type outer 0 $t24)))))
    (type $t26 (module (import "a" (module (type outer 0 $t25))) (export "b" (module (type outer 0 $t25)))))
    (type $t27 (module (import "a" (module (type outer 0 $t26))) (export "b" (module (type outer 0 $t26)))))
    (type $t28 (module (import "a" (module (type outer 0 $t27))) (export "b" (module (type outer 0 $t27)))))
    (type $t29 (module (import "a" (module (type outer 0 $t28))) (export "b" (module (type outer 0 $t28)))))
    (type $t30 (module (import "a" (module (type outer 0 $t29))) (export "b" (module (type outer 0 $t29)))))
    (type $t31 (module (import "a" (module (type outer 0 $t30))) (export "b" (module (type outer 0 $t30)))))
    (type $t32 (module (import "a" (module (type outer 0 $t31))) (export "b" (module (type outer 0 $t31)))))
    (type $t33 (module (import "a" (module (type outer 0 $t32))) (export "b" (module (type outer 0 $t32)))))
    (type $t34 (module (import "a" (module (type outer 0 $t33))) (export "b" (module (type outer 0 $t33)))))
    (type $t35 (module (import "a" (module (type outer 0 $t34))) (export "b" (module (type outer 0 $t34)))))
    (type $t36 (module (import "a" (module (type outer 0 $t35))) (export "b" (module (type outer 0 $t35)))))
    (type $t37 (module (import "a" (module (type outer 0 $t36))) (export "b" (module (type outer 0 $t36)))))
    (type $t38 (module (import "a" (module (type outer 0 $t37))) (export "b" (module (type outer 0 $t37)))))
    (type $t39 (module (import "a" (module (type outer 0 $t38))) (export "b" (module (type outer 0 $t38)))))
    (type $t40 (module (import "a" (module (type outer 0 $t39))) (export "b" (module (type outer 0 $t39)))))
    (type $u0 (module (export "e" (func (param i32)))))
    (type $u1 (module (import "a" (module (type outer 0 $u0))) (export "b" (module (type outer 0 $u0)))))
    (type $u2 (module (import "a" (module (type outer 0 $u1))) (export "b" (module (type outer 0 $u1)))))
    (type $u3 (module (import "a" (module (type outer 0 $u2))) (export "b" (module (type outer 0 $u2)))))
    (type $u4 (module (import "a" (module (type outer 0 $u3))) (export "b" (module (type outer 0 $u3)))))
    (type $u5 (module (import "a" (module (type outer 0 $u4))) (export "b" (module (type outer 0 $u4)))))
    (type $u6 (module (import "a" (module (type outer 0 $u5))) (export "b" (module (type outer 0 $u5)))))
    (type $u7 (module (import "a" (module (type outer 0 $u6))) (export "b" (module (type outer 0 $u6)))))
    (type $u8 (module (import "a" (module (type outer 0 $u7))) (export "b" (module (type outer 0 $u7)))))
    (type $u9 (module (import "a" (module (type outer 0 $u8))) (export "b" (module (type outer 0 $u8)))))
    (type $u10 (module (import "a" (module (type outer 0 $u9))) (export "b" (module (type outer 0 $u9)))))
    (type $u11 (module (import "a" (module (type outer 0 $u10))) (export "b" (module (type outer 0 $u10)))))
    (type $u12 (module (import "a" (module (type outer 0 $u11))) (export "b" (module (type outer 0 $u11)))))
    (type $u13 (module (import "a" (module (type outer 0 $u12))) (export "b" (module (type outer 0 $u12)))))
    (type $u14 (module (import "a" (module (type outer 0 $u13))) (export "b" (module (type outer 0 $u13)))))
    (type $u15 (module (import "a" (module (type outer 0 $u14))) (export "b" (module (type outer 0 $u14)))))
    (type $u16 (module (import "a" (module (type outer 0 $u15))) (export "b" (module (type outer 0 $u15)))))
    (type $u17 (module (import "a" (module (type outer 0 $u16))) (export "b" (module (type outer 0 $u16)))))
    (type $u18 (module (import "a" (module (type outer 0 $u17))) (export "b" (module (type outer 0 $u17)))))
    (type $u19 (module (import "a" (module (type outer 0 $u18))) (export "b" (module (type outer 0 $u18)))))
    (type $u20 (module (import "a" (module (type outer 0 $u19))) (export "b" (module (type outer 0 $u19)))))
    (type $u21 (module (import "a" (module (type outer 0 $u20))) (export "b" (module (type outer 0 $u20)))))
    (type $u22 (module (import "a" (module (type outer 0 $u21))) (export "b" (module (type outer 0 $u21)))))
    (type $u23 (module (import "a" (module (type outer 0 $u22))) (export "b" (module (type outer 0 $u22)))))
    (type $u24 (module (import "a" (module (type outer 0 $u23))) (export "b" (module (type outer 0 $u23)))))
    (type $u25 (module (import "a" (module (type outer 0 $u24))) (export "b" (module (type outer 0 $u24)))))
    (type $u26 (module (import "a" (module (type outer 0 $u25))) (export "b" (module (type outer 0 $u25)))))
    (type $u27 (module (import "a" (module (type outer 0 $u26))) (export "b" (module (type outer 0 $u26)))))
    (type $u28 (module (import "a" (module (type outer 0 $u27))) (export "b" (module (type outer 0 $u27)))))
    (type $u29 (module (import "a" (module (type outer 0 $u28))) (export "b" (module (type outer 0 $u28)))))
    (type $u30 (module (import "a" (module (type outer 0 $u29))) (export "b" (module (type outer 0 $u29)))))
    (type $u31 (module (import "a" (module (type outer 0 $u30))) (export "b" (module (type outer 0 $u30)))))
    (type $u32 (module (import "a" (module (type outer 0 $u31))) (export "b" (module (type outer 0 $u31)))))
    (type $u33 (module (import "a" (module (type outer 0 $u32))) (export "b" (module (type outer 0 $u32)))))
    (type $u34 (module (import "a" (module (type outer 0 $u33))) (export "b" (module (type outer 0 $u33)))))
    (type $u35 (module (import "a" (module (type outer 0 $u34))) (export "b" (module (type outer 0 $u34)))))
    (type $u36 (module (import "a" (module (type outer 0 $u35))) (export "b" (module (type outer 0 $u35)))))
    (type $u37 (module (import "a" (module (type outer 0 $u36))) (export "b" (module (type outer 0 $u36)))))
    (type $u38 (module (import "a" (module (type outer 0 $u37))) (export "b" (module (type outer 0 $u37)))))
    (type $u39 (module (import "a" (module (type outer 0 $u38))) (export "b" (module (type outer 0 $u38)))))
    (type $u40 (module (import "a" (module (type outer 0 $u39))) (export "b" (module (type outer 0 $u39)))))
    (module $USER (import "x" (module (type outer 0 $t40))))
    (module $MAKER
      (import "x" (module $x (type outer 0 $u40)))
      (instance (instantiate (module outer 0 $USER) (import "x" (module $x))))))
  "incompatible import type")

;; Nested instances double too: a value that would have 2^40 exports is made, and matched where the host links.
;; + limits.1
(module $doubled
  (module $M0 (func (export "f") (result i32) (i32.const 64)))
  (instance $i0 (instantiate $M0))
  (module $M1 (import "x" (instance $x (export "f" (func (result i32))))) (export "a" (instance $x)) (export "b"
    (instance $x)))
  (instance $i1 (instantiate $M1 (import "x" (instance $i0))))
  (module $M2 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i2 (instantiate $M2 (import "x" (instance $i1))))
  (module $M3 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i3 (instantiate $M3 (import "x" (instance $i2))))
  (module $M4 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i4 (instantiate $M4 (import "x" (instance $i3))))
  (module $M5 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i5 (instantiate $M5 (import "x" (instance $i4))))
  (module $M6 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i6 (instantiate $M6 (import "x" (instance $i5))))
  (module $M7 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i7 (instantiate $M7 (import "x" (instance $i6))))
  (module $M8 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i8 (instantiate $M8 (import "x" (instance $i7))))
  (module $M9 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i9 (instantiate $M9 (import "x" (instance $i8))))
  (module $M10 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i10 (instantiate $M10 (import "x" (instance $i9))))
  (module $M11 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i11 (instantiate $M11 (import "x" (instance $i10))))
  (module $M12 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i12 (instantiate $M12 (import "x" (instance $i11))))
  (module $M13 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i13 (instantiate $M13 (import "x" (instance $i12))))
  (module $M14 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i14 (instantiate $M14 (import "x" (instance $i13))))
  (module $M15 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i15 (instantiate $M15 (import "x" (instance $i14))))
  (module $M16 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i16 (instantiate $M16 (import "x" (instance $i15))))
  (module $M17 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i17 (instantiate $M17 (import "x" (instance $i16))))
  (module $M18 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i18 (instantiate $M18 (import "x" (instance $i17))))
  (module $M19 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i19 (instantiate $M19 (import "x" (instance $i18))))
  (module $M20 (import "x" (instance $x (export "a" (instance)) (export "b" (instance)))) (export "a" (instance $x))
    (export "b" (instance $x)))
  (instance $i20 (instantiate $M20 (import "x" (instance $i19))))
  (export "i" (instance $i20)))
(register "doubled" (instance $doubled "i"))
;; + limits.1
(module (import "doubled" (instance (export "a" (instance (export "b" (instance)))))))
(assert_return (invoke $doubled "i" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "a" "b" "f") (i32.const 64))

;; ---------------------------------------------------------------------------------------------------------------------
;; Nesting

;; 100 modules within the outermost, and no more; whether it is text or binary.
;; + limits.2 D19
(module definition (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))
;; - limits.2 D19
(assert_limit (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module (module (module (module (module (module (module (module (module (module 
    (module (module (module (module (module ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))
  "too many nested modules")
;; Far beyond, in text that is read when it is needed.
;; - limits.2
(assert_limit (module quote "(module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module (module (module (module (module (module "
    "(module (module (module (module (module (module (module (module (module )))))))))))))))))))))))))))))))))))))))))"
    ")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    ")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    ")))))))))))))))))))))))))))))))))")
  "too many nested modules")
;; Each module is the only one in the module section of the one around it.
;; + limits.2
(module definition binary "\00asm\01\00\00\00"
  "\0e\f5\0a\01\f2\0a\00asm\01\00\00\00"
  "\0e\e7\0a\01\e4\0a\00asm\01\00\00\00"
  "\0e\d9\0a\01\d6\0a\00asm\01\00\00\00"
  "\0e\cb\0a\01\c8\0a\00asm\01\00\00\00"
  "\0e\bd\0a\01\ba\0a\00asm\01\00\00\00"
  "\0e\af\0a\01\ac\0a\00asm\01\00\00\00"
  "\0e\a1\0a\01\9e\0a\00asm\01\00\00\00"
  "\0e\93\0a\01\90\0a\00asm\01\00\00\00"
  "\0e\85\0a\01\82\0a\00asm\01\00\00\00"
  "\0e\f7\09\01\f4\09\00asm\01\00\00\00"
  "\0e\e9\09\01\e6\09\00asm\01\00\00\00"
  "\0e\db\09\01\d8\09\00asm\01\00\00\00"
  "\0e\cd\09\01\ca\09\00asm\01\00\00\00"
  "\0e\bf\09\01\bc\09\00asm\01\00\00\00"
  "\0e\b1\09\01\ae\09\00asm\01\00\00\00"
  "\0e\a3\09\01\a0\09\00asm\01\00\00\00"
  "\0e\95\09\01\92\09\00asm\01\00\00\00"
  "\0e\87\09\01\84\09\00asm\01\00\00\00"
  "\0e\f9\08\01\f6\08\00asm\01\00\00\00"
  "\0e\eb\08\01\e8\08\00asm\01\00\00\00"
  "\0e\dd\08\01\da\08\00asm\01\00\00\00"
  "\0e\cf\08\01\cc\08\00asm\01\00\00\00"
  "\0e\c1\08\01\be\08\00asm\01\00\00\00"
  "\0e\b3\08\01\b0\08\00asm\01\00\00\00"
  "\0e\a5\08\01\a2\08\00asm\01\00\00\00"
  "\0e\97\08\01\94\08\00asm\01\00\00\00"
  "\0e\89\08\01\86\08\00asm\01\00\00\00"
  "\0e\fb\07\01\f8\07\00asm\01\00\00\00"
  "\0e\ed\07\01\ea\07\00asm\01\00\00\00"
  "\0e\df\07\01\dc\07\00asm\01\00\00\00"
  "\0e\d1\07\01\ce\07\00asm\01\00\00\00"
  "\0e\c3\07\01\c0\07\00asm\01\00\00\00"
  "\0e\b5\07\01\b2\07\00asm\01\00\00\00"
  "\0e\a7\07\01\a4\07\00asm\01\00\00\00"
  "\0e\99\07\01\96\07\00asm\01\00\00\00"
  "\0e\8b\07\01\88\07\00asm\01\00\00\00"
  "\0e\fd\06\01\fa\06\00asm\01\00\00\00"
  "\0e\ef\06\01\ec\06\00asm\01\00\00\00"
  "\0e\e1\06\01\de\06\00asm\01\00\00\00"
  "\0e\d3\06\01\d0\06\00asm\01\00\00\00"
  "\0e\c5\06\01\c2\06\00asm\01\00\00\00"
  "\0e\b7\06\01\b4\06\00asm\01\00\00\00"
  "\0e\a9\06\01\a6\06\00asm\01\00\00\00"
  "\0e\9b\06\01\98\06\00asm\01\00\00\00"
  "\0e\8d\06\01\8a\06\00asm\01\00\00\00"
  "\0e\ff\05\01\fc\05\00asm\01\00\00\00"
  "\0e\f1\05\01\ee\05\00asm\01\00\00\00"
  "\0e\e3\05\01\e0\05\00asm\01\00\00\00"
  "\0e\d5\05\01\d2\05\00asm\01\00\00\00"
  "\0e\c7\05\01\c4\05\00asm\01\00\00\00"
  "\0e\b9\05\01\b6\05\00asm\01\00\00\00"
  "\0e\ab\05\01\a8\05\00asm\01\00\00\00"
  "\0e\9d\05\01\9a\05\00asm\01\00\00\00"
  "\0e\8f\05\01\8c\05\00asm\01\00\00\00"
  "\0e\81\05\01\fe\04\00asm\01\00\00\00"
  "\0e\f3\04\01\f0\04\00asm\01\00\00\00"
  "\0e\e5\04\01\e2\04\00asm\01\00\00\00"
  "\0e\d7\04\01\d4\04\00asm\01\00\00\00"
  "\0e\c9\04\01\c6\04\00asm\01\00\00\00"
  "\0e\bb\04\01\b8\04\00asm\01\00\00\00"
  "\0e\ad\04\01\aa\04\00asm\01\00\00\00"
  "\0e\9f\04\01\9c\04\00asm\01\00\00\00"
  "\0e\91\04\01\8e\04\00asm\01\00\00\00"
  "\0e\83\04\01\80\04\00asm\01\00\00\00"
  "\0e\f5\03\01\f2\03\00asm\01\00\00\00"
  "\0e\e7\03\01\e4\03\00asm\01\00\00\00"
  "\0e\d9\03\01\d6\03\00asm\01\00\00\00"
  "\0e\cb\03\01\c8\03\00asm\01\00\00\00"
  "\0e\bd\03\01\ba\03\00asm\01\00\00\00"
  "\0e\af\03\01\ac\03\00asm\01\00\00\00"
  "\0e\a1\03\01\9e\03\00asm\01\00\00\00"
  "\0e\93\03\01\90\03\00asm\01\00\00\00"
  "\0e\85\03\01\82\03\00asm\01\00\00\00"
  "\0e\f7\02\01\f4\02\00asm\01\00\00\00"
  "\0e\e9\02\01\e6\02\00asm\01\00\00\00"
  "\0e\db\02\01\d8\02\00asm\01\00\00\00"
  "\0e\cd\02\01\ca\02\00asm\01\00\00\00"
  "\0e\bf\02\01\bc\02\00asm\01\00\00\00"
  "\0e\b1\02\01\ae\02\00asm\01\00\00\00"
  "\0e\a3\02\01\a0\02\00asm\01\00\00\00"
  "\0e\95\02\01\92\02\00asm\01\00\00\00"
  "\0e\87\02\01\84\02\00asm\01\00\00\00"
  "\0e\f9\01\01\f6\01\00asm\01\00\00\00"
  "\0e\eb\01\01\e8\01\00asm\01\00\00\00"
  "\0e\dd\01\01\da\01\00asm\01\00\00\00"
  "\0e\cf\01\01\cc\01\00asm\01\00\00\00"
  "\0e\c1\01\01\be\01\00asm\01\00\00\00"
  "\0e\b3\01\01\b0\01\00asm\01\00\00\00"
  "\0e\a5\01\01\a2\01\00asm\01\00\00\00"
  "\0e\97\01\01\94\01\00asm\01\00\00\00"
  "\0e\89\01\01\86\01\00asm\01\00\00\00"
  "\0e\fb\00\01\f8\00\00asm\01\00\00\00"
  "\0e\ed\00\01\ea\00\00asm\01\00\00\00"
  "\0e\df\00\01\dc\00\00asm\01\00\00\00"
  "\0e\d1\00\01\ce\00\00asm\01\00\00\00"
  "\0e\c3\00\01\c0\00\00asm\01\00\00\00"
  "\0e\b5\00\01\b2\00\00asm\01\00\00\00"
  "\0e\a7\00\01\a4\00\00asm\01\00\00\00"
  "\0e\99\00\01\96\00\00asm\01\00\00\00"
  "\0e\8b\00\01\88\00\00asm\01\00\00\00"
  )
;; - limits.2
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\0e\83\0b\01\80\0b\00asm\01\00\00\00"
    "\0e\f5\0a\01\f2\0a\00asm\01\00\00\00"
    "\0e\e7\0a\01\e4\0a\00asm\01\00\00\00"
    "\0e\d9\0a\01\d6\0a\00asm\01\00\00\00"
    "\0e\cb\0a\01\c8\0a\00asm\01\00\00\00"
    "\0e\bd\0a\01\ba\0a\00asm\01\00\00\00"
    "\0e\af\0a\01\ac\0a\00asm\01\00\00\00"
    "\0e\a1\0a\01\9e\0a\00asm\01\00\00\00"
    "\0e\93\0a\01\90\0a\00asm\01\00\00\00"
    "\0e\85\0a\01\82\0a\00asm\01\00\00\00"
    "\0e\f7\09\01\f4\09\00asm\01\00\00\00"
    "\0e\e9\09\01\e6\09\00asm\01\00\00\00"
    "\0e\db\09\01\d8\09\00asm\01\00\00\00"
    "\0e\cd\09\01\ca\09\00asm\01\00\00\00"
    "\0e\bf\09\01\bc\09\00asm\01\00\00\00"
    "\0e\b1\09\01\ae\09\00asm\01\00\00\00"
    "\0e\a3\09\01\a0\09\00asm\01\00\00\00"
    "\0e\95\09\01\92\09\00asm\01\00\00\00"
    "\0e\87\09\01\84\09\00asm\01\00\00\00"
    "\0e\f9\08\01\f6\08\00asm\01\00\00\00"
    "\0e\eb\08\01\e8\08\00asm\01\00\00\00"
    "\0e\dd\08\01\da\08\00asm\01\00\00\00"
    "\0e\cf\08\01\cc\08\00asm\01\00\00\00"
    "\0e\c1\08\01\be\08\00asm\01\00\00\00"
    "\0e\b3\08\01\b0\08\00asm\01\00\00\00"
    "\0e\a5\08\01\a2\08\00asm\01\00\00\00"
    "\0e\97\08\01\94\08\00asm\01\00\00\00"
    "\0e\89\08\01\86\08\00asm\01\00\00\00"
    "\0e\fb\07\01\f8\07\00asm\01\00\00\00"
    "\0e\ed\07\01\ea\07\00asm\01\00\00\00"
    "\0e\df\07\01\dc\07\00asm\01\00\00\00"
    "\0e\d1\07\01\ce\07\00asm\01\00\00\00"
    "\0e\c3\07\01\c0\07\00asm\01\00\00\00"
    "\0e\b5\07\01\b2\07\00asm\01\00\00\00"
    "\0e\a7\07\01\a4\07\00asm\01\00\00\00"
    "\0e\99\07\01\96\07\00asm\01\00\00\00"
    "\0e\8b\07\01\88\07\00asm\01\00\00\00"
    "\0e\fd\06\01\fa\06\00asm\01\00\00\00"
    "\0e\ef\06\01\ec\06\00asm\01\00\00\00"
    "\0e\e1\06\01\de\06\00asm\01\00\00\00"
    "\0e\d3\06\01\d0\06\00asm\01\00\00\00"
    "\0e\c5\06\01\c2\06\00asm\01\00\00\00"
    "\0e\b7\06\01\b4\06\00asm\01\00\00\00"
    "\0e\a9\06\01\a6\06\00asm\01\00\00\00"
    "\0e\9b\06\01\98\06\00asm\01\00\00\00"
    "\0e\8d\06\01\8a\06\00asm\01\00\00\00"
    "\0e\ff\05\01\fc\05\00asm\01\00\00\00"
    "\0e\f1\05\01\ee\05\00asm\01\00\00\00"
    "\0e\e3\05\01\e0\05\00asm\01\00\00\00"
    "\0e\d5\05\01\d2\05\00asm\01\00\00\00"
    "\0e\c7\05\01\c4\05\00asm\01\00\00\00"
    "\0e\b9\05\01\b6\05\00asm\01\00\00\00"
    "\0e\ab\05\01\a8\05\00asm\01\00\00\00"
    "\0e\9d\05\01\9a\05\00asm\01\00\00\00"
    "\0e\8f\05\01\8c\05\00asm\01\00\00\00"
    "\0e\81\05\01\fe\04\00asm\01\00\00\00"
    "\0e\f3\04\01\f0\04\00asm\01\00\00\00"
    "\0e\e5\04\01\e2\04\00asm\01\00\00\00"
    "\0e\d7\04\01\d4\04\00asm\01\00\00\00"
    "\0e\c9\04\01\c6\04\00asm\01\00\00\00"
    "\0e\bb\04\01\b8\04\00asm\01\00\00\00"
    "\0e\ad\04\01\aa\04\00asm\01\00\00\00"
    "\0e\9f\04\01\9c\04\00asm\01\00\00\00"
    "\0e\91\04\01\8e\04\00asm\01\00\00\00"
    "\0e\83\04\01\80\04\00asm\01\00\00\00"
    "\0e\f5\03\01\f2\03\00asm\01\00\00\00"
    "\0e\e7\03\01\e4\03\00asm\01\00\00\00"
    "\0e\d9\03\01\d6\03\00asm\01\00\00\00"
    "\0e\cb\03\01\c8\03\00asm\01\00\00\00"
    "\0e\bd\03\01\ba\03\00asm\01\00\00\00"
    "\0e\af\03\01\ac\03\00asm\01\00\00\00"
    "\0e\a1\03\01\9e\03\00asm\01\00\00\00"
    "\0e\93\03\01\90\03\00asm\01\00\00\00"
    "\0e\85\03\01\82\03\00asm\01\00\00\00"
    "\0e\f7\02\01\f4\02\00asm\01\00\00\00"
    "\0e\e9\02\01\e6\02\00asm\01\00\00\00"
    "\0e\db\02\01\d8\02\00asm\01\00\00\00"
    "\0e\cd\02\01\ca\02\00asm\01\00\00\00"
    "\0e\bf\02\01\bc\02\00asm\01\00\00\00"
    "\0e\b1\02\01\ae\02\00asm\01\00\00\00"
    "\0e\a3\02\01\a0\02\00asm\01\00\00\00"
    "\0e\95\02\01\92\02\00asm\01\00\00\00"
    "\0e\87\02\01\84\02\00asm\01\00\00\00"
    "\0e\f9\01\01\f6\01\00asm\01\00\00\00"
    "\0e\eb\01\01\e8\01\00asm\01\00\00\00"
    "\0e\dd\01\01\da\01\00asm\01\00\00\00"
    "\0e\cf\01\01\cc\01\00asm\01\00\00\00"
    "\0e\c1\01\01\be\01\00asm\01\00\00\00"
    "\0e\b3\01\01\b0\01\00asm\01\00\00\00"
    "\0e\a5\01\01\a2\01\00asm\01\00\00\00"
    "\0e\97\01\01\94\01\00asm\01\00\00\00"
    "\0e\89\01\01\86\01\00asm\01\00\00\00"
    "\0e\fb\00\01\f8\00\00asm\01\00\00\00"
    "\0e\ed\00\01\ea\00\00asm\01\00\00\00"
    "\0e\df\00\01\dc\00\00asm\01\00\00\00"
    "\0e\d1\00\01\ce\00\00asm\01\00\00\00"
    "\0e\c3\00\01\c0\00\00asm\01\00\00\00"
    "\0e\b5\00\01\b2\00\00asm\01\00\00\00"
    "\0e\a7\00\01\a4\00\00asm\01\00\00\00"
    "\0e\99\00\01\96\00\00asm\01\00\00\00"
    "\0e\8b\00\01\88\00\00asm\01\00\00\00"
    )
  "too many nested modules")

;; 100 types within each other, as written, and no more: instance types, module types, on either side, in turn, and by way
;; of definitions inside.
;; + limits.3 D19
(module definition (type (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
;; - limits.3 D19
(assert_limit (module (type (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" 
    (instance (export "x" (instance))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))
  "too many nested types")
;; + limits.3
(module definition (type (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module (export "x" 
    (module (import "x" (module (export "x" (module (import "x" (module))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))))))))))))))))))))))))
;; - limits.3
(assert_limit (module (type (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" 
    (module (export "x" (module (import "x" (module (export "x" (module (import "x" (module))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
  "too many nested types")
;; + limits.3
(module definition (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))))
;; - limits.3
(assert_limit (module (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance 
    (type (instance (type (instance (type (instance (type (instance ))))))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    )))))))))))))))))))))))))))))))))))))))
  "too many nested types")
;; - limits.3
(assert_limit (module quote "(type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance (type (instance (type (instance (type (instance (type (instance (type (instance (type (instance "
    "(type (instance ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
    "))))))))))))))))))))))))))))))))))))))))))))))))))))))))")
  "too many nested types")
;; Depth counts as it is written: a chain of definitions by aliases is not nested, and may be longer.
;; + limits.3
(module definition
  (type $t0 (instance))
  (type $t1 (instance (export "x" (instance (type outer 0 $t0)))))
  (type $t2 (instance (export "x" (instance (type outer 0 $t1)))))
  (type $t3 (instance (export "x" (instance (type outer 0 $t2)))))
  (type $t4 (instance (export "x" (instance (type outer 0 $t3)))))
  (type $t5 (instance (export "x" (instance (type outer 0 $t4)))))
  (type $t6 (instance (export "x" (instance (type outer 0 $t5)))))
  (type $t7 (instance (export "x" (instance (type outer 0 $t6)))))
  (type $t8 (instance (export "x" (instance (type outer 0 $t7)))))
  (type $t9 (instance (export "x" (instance (type outer 0 $t8)))))
  (type $t10 (instance (export "x" (instance (type outer 0 $t9)))))
  (type $t11 (instance (export "x" (instance (type outer 0 $t10)))))
  (type $t12 (instance (export "x" (instance (type outer 0 $t11)))))
  (type $t13 (instance (export "x" (instance (type outer 0 $t12)))))
  (type $t14 (instance (export "x" (instance (type outer 0 $t13)))))
  (type $t15 (instance (export "x" (instance (type outer 0 $t14)))))
  (type $t16 (instance (export "x" (instance (type outer 0 $t15)))))
  (type $t17 (instance (export "x" (instance (type outer 0 $t16)))))
  (type $t18 (instance (export "x" (instance (type outer 0 $t17)))))
  (type $t19 (instance (export "x" (instance (type outer 0 $t18)))))
  (type $t20 (instance (export "x" (instance (type outer 0 $t19)))))
  (type $t21 (instance (export "x" (instance (type outer 0 $t20)))))
  (type $t22 (instance (export "x" (instance (type outer 0 $t21)))))
  (type $t23 (instance (export "x" (instance (type outer 0 $t22)))))
  (type $t24 (instance (export "x" (instance (type outer 0 $t23)))))
  (type $t25 (instance (export "x" (instance (type outer 0 $t24)))))
  (type $t26 (instance (export "x" (instance (type outer 0 $t25)))))
  (type $t27 (instance (export "x" (instance (type outer 0 $t26)))))
  (type $t28 (instance (export "x" (instance (type outer 0 $t27)))))
  (type $t29 (instance (export "x" (instance (type outer 0 $t28)))))
  (type $t30 (instance (export "x" (instance (type outer 0 $t29)))))
  (type $t31 (instance (export "x" (instance (type outer 0 $t30)))))
  (type $t32 (instance (export "x" (instance (type outer 0 $t31)))))
  (type $t33 (instance (export "x" (instance (type outer 0 $t32)))))
  (type $t34 (instance (export "x" (instance (type outer 0 $t33)))))
  (type $t35 (instance (export "x" (instance (type outer 0 $t34)))))
  (type $t36 (instance (export "x" (instance (type outer 0 $t35)))))
  (type $t37 (instance (export "x" (instance (type outer 0 $t36)))))
  (type $t38 (instance (export "x" (instance (type outer 0 $t37)))))
  (type $t39 (instance (export "x" (instance (type outer 0 $t38)))))
  (type $t40 (instance (export "x" (instance (type outer 0 $t39)))))
  (type $t41 (instance (export "x" (instance (type outer 0 $t40)))))
  (type $t42 (instance (export "x" (instance (type outer 0 $t41)))))
  (type $t43 (instance (export "x" (instance (type outer 0 $t42)))))
  (type $t44 (instance (export "x" (instance (type outer 0 $t43)))))
  (type $t45 (instance (export "x" (instance (type outer 0 $t44)))))
  (type $t46 (instance (export "x" (instance (type outer 0 $t45)))))
  (type $t47 (instance (export "x" (instance (type outer 0 $t46)))))
  (type $t48 (instance (export "x" (instance (type outer 0 $t47)))))
  (type $t49 (instance (export "x" (instance (type outer 0 $t48)))))
  (type $t50 (instance (export "x" (instance (type outer 0 $t49)))))
  (type $t51 (instance (export "x" (instance (type outer 0 $t50)))))
  (type $t52 (instance (export "x" (instance (type outer 0 $t51)))))
  (type $t53 (instance (export "x" (instance (type outer 0 $t52)))))
  (type $t54 (instance (export "x" (instance (type outer 0 $t53)))))
  (type $t55 (instance (export "x" (instance (type outer 0 $t54)))))
  (type $t56 (instance (export "x" (instance (type outer 0 $t55)))))
  (type $t57 (instance (export "x" (instance (type outer 0 $t56)))))
  (type $t58 (instance (export "x" (instance (type outer 0 $t57)))))
  (type $t59 (instance (export "x" (instance (type outer 0 $t58)))))
  (type $t60 (instance (export "x" (instance (type outer 0 $t59)))))
  (type $t61 (instance (export "x" (instance (type outer 0 $t60)))))
  (type $t62 (instance (export "x" (instance (type outer 0 $t61)))))
  (type $t63 (instance (export "x" (instance (type outer 0 $t62)))))
  (type $t64 (instance (export "x" (instance (type outer 0 $t63)))))
  (type $t65 (instance (export "x" (instance (type outer 0 $t64)))))
  (type $t66 (instance (export "x" (instance (type outer 0 $t65)))))
  (type $t67 (instance (export "x" (instance (type outer 0 $t66)))))
  (type $t68 (instance (export "x" (instance (type outer 0 $t67)))))
  (type $t69 (instance (export "x" (instance (type outer 0 $t68)))))
  (type $t70 (instance (export "x" (instance (type outer 0 $t69)))))
  (type $t71 (instance (export "x" (instance (type outer 0 $t70)))))
  (type $t72 (instance (export "x" (instance (type outer 0 $t71)))))
  (type $t73 (instance (export "x" (instance (type outer 0 $t72)))))
  (type $t74 (instance (export "x" (instance (type outer 0 $t73)))))
  (type $t75 (instance (export "x" (instance (type outer 0 $t74)))))
  (type $t76 (instance (export "x" (instance (type outer 0 $t75)))))
  (type $t77 (instance (export "x" (instance (type outer 0 $t76)))))
  (type $t78 (instance (export "x" (instance (type outer 0 $t77)))))
  (type $t79 (instance (export "x" (instance (type outer 0 $t78)))))
  (type $t80 (instance (export "x" (instance (type outer 0 $t79)))))
  (type $t81 (instance (export "x" (instance (type outer 0 $t80)))))
  (type $t82 (instance (export "x" (instance (type outer 0 $t81)))))
  (type $t83 (instance (export "x" (instance (type outer 0 $t82)))))
  (type $t84 (instance (export "x" (instance (type outer 0 $t83)))))
  (type $t85 (instance (export "x" (instance (type outer 0 $t84)))))
  (type $t86 (instance (export "x" (instance (type outer 0 $t85)))))
  (type $t87 (instance (export "x" (instance (type outer 0 $t86)))))
  (type $t88 (instance (export "x" (instance (type outer 0 $t87)))))
  (type $t89 (instance (export "x" (instance (type outer 0 $t88)))))
  (type $t90 (instance (export "x" (instance (type outer 0 $t89)))))
  (type $t91 (instance (export "x" (instance (type outer 0 $t90)))))
  (type $t92 (instance (export "x" (instance (type outer 0 $t91)))))
  (type $t93 (instance (export "x" (instance (type outer 0 $t92)))))
  (type $t94 (instance (export "x" (instance (type outer 0 $t93)))))
  (type $t95 (instance (export "x" (instance (type outer 0 $t94)))))
  (type $t96 (instance (export "x" (instance (type outer 0 $t95)))))
  (type $t97 (instance (export "x" (instance (type outer 0 $t96)))))
  (type $t98 (instance (export "x" (instance (type outer 0 $t97)))))
  (type $t99 (instance (export "x" (instance (type outer 0 $t98)))))
  (type $t100 (instance (export "x" (instance (type outer 0 $t99)))))
  (type $t101 (instance (export "x" (instance (type outer 0 $t100)))))
  (type $t102 (instance (export "x" (instance (type outer 0 $t101)))))
  (type $t103 (instance (export "x" (instance (type outer 0 $t102)))))
  (type $t104 (instance (export "x" (instance (type outer 0 $t103)))))
  (type $t105 (instance (export "x" (instance (type outer 0 $t104)))))
  (type $t106 (instance (export "x" (instance (type outer 0 $t105)))))
  (type $t107 (instance (export "x" (instance (type outer 0 $t106)))))
  (type $t108 (instance (export "x" (instance (type outer 0 $t107)))))
  (type $t109 (instance (export "x" (instance (type outer 0 $t108)))))
  (type $t110 (instance (export "x" (instance (type outer 0 $t109)))))
  (type $t111 (instance (export "x" (instance (type outer 0 $t110)))))
  (type $t112 (instance (export "x" (instance (type outer 0 $t111)))))
  (type $t113 (instance (export "x" (instance (type outer 0 $t112)))))
  (type $t114 (instance (export "x" (instance (type outer 0 $t113)))))
  (type $t115 (instance (export "x" (instance (type outer 0 $t114)))))
  (type $t116 (instance (export "x" (instance (type outer 0 $t115)))))
  (type $t117 (instance (export "x" (instance (type outer 0 $t116)))))
  (type $t118 (instance (export "x" (instance (type outer 0 $t117)))))
  (type $t119 (instance (export "x" (instance (type outer 0 $t118)))))
  (type $t120 (instance (export "x" (instance (type outer 0 $t119)))))
  (type $t121 (instance (export "x" (instance (type outer 0 $t120)))))
  (type $t122 (instance (export "x" (instance (type outer 0 $t121)))))
  (type $t123 (instance (export "x" (instance (type outer 0 $t122)))))
  (type $t124 (instance (export "x" (instance (type outer 0 $t123)))))
  (type $t125 (instance (export "x" (instance (type outer 0 $t124)))))
  (type $t126 (instance (export "x" (instance (type outer 0 $t125)))))
  (type $t127 (instance (export "x" (instance (type outer 0 $t126)))))
  (type $t128 (instance (export "x" (instance (type outer 0 $t127)))))
  (type $t129 (instance (export "x" (instance (type outer 0 $t128)))))
  (type $t130 (instance (export "x" (instance (type outer 0 $t129)))))
  (type $t131 (instance (export "x" (instance (type outer 0 $t130)))))
  (type $t132 (instance (export "x" (instance (type outer 0 $t131)))))
  (type $t133 (instance (export "x" (instance (type outer 0 $t132)))))
  (type $t134 (instance (export "x" (instance (type outer 0 $t133)))))
  (type $t135 (instance (export "x" (instance (type outer 0 $t134)))))
  (type $t136 (instance (export "x" (instance (type outer 0 $t135)))))
  (type $t137 (instance (export "x" (instance (type outer 0 $t136)))))
  (type $t138 (instance (export "x" (instance (type outer 0 $t137)))))
  (type $t139 (instance (export "x" (instance (type outer 0 $t138)))))
  (type $t140 (instance (export "x" (instance (type outer 0 $t139)))))
  (type $t141 (instance (export "x" (instance (type outer 0 $t140)))))
  (type $t142 (instance (export "x" (instance (type outer 0 $t141)))))
  (type $t143 (instance (export "x" (instance (type outer 0 $t142)))))
  (type $t144 (instance (export "x" (instance (type outer 0 $t143)))))
  (type $t145 (instance (export "x" (instance (type outer 0 $t144)))))
  (type $t146 (instance (export "x" (instance (type outer 0 $t145)))))
  (type $t147 (instance (export "x" (instance (type outer 0 $t146)))))
  (type $t148 (instance (export "x" (instance (type outer 0 $t147)))))
  (type $t149 (instance (export "x" (instance (type outer 0 $t148)))))
  (type $t150 (instance (export "x" (instance (type outer 0 $t149)))))
  )
;; In binary: each type is the only definition in the one around it.
;; + limits.3
(module definition binary "\00asm\01\00\00\00" "\01\ac\02" "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\00")
;; - limits.3
(assert_limit
  (module binary "\00asm\01\00\00\00" "\01\af\02" "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01"
    "\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\01\01\62\00")
  "too many nested types")

;; A path of 60 names through instance types that nest as deep.
;; + limits.3
(module definition
  (import "i" (instance $i (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance (export "x" (instance 
    (export "x" (instance (export "f" (func))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    ))))))))))))))))))))))))))))))))))))))))))))))))))
  (func (call (func $i "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" 
    "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" "x" 
    "x" "x" "x" "x" "x" "x" "x" "x" "x" "f"))))

;; ---------------------------------------------------------------------------------------------------------------------
;; Instances

;; Many instances of one module, each given the one before.
;; + limits.4
(module
  (module $ADD
    (import "f" (func $f (result i32)))
    (func (export "f") (result i32) (i32.add (call $f) (i32.const 1))))
  (module $ZERO (func (export "f") (result i32) (i32.const 0)))
  (instance $i0 (instantiate $ZERO))
  (instance $i1 (instantiate $ADD (import "f" (func $i0 "f"))))
  (instance $i2 (instantiate $ADD (import "f" (func $i1 "f"))))
  (instance $i3 (instantiate $ADD (import "f" (func $i2 "f"))))
  (instance $i4 (instantiate $ADD (import "f" (func $i3 "f"))))
  (instance $i5 (instantiate $ADD (import "f" (func $i4 "f"))))
  (instance $i6 (instantiate $ADD (import "f" (func $i5 "f"))))
  (instance $i7 (instantiate $ADD (import "f" (func $i6 "f"))))
  (instance $i8 (instantiate $ADD (import "f" (func $i7 "f"))))
  (instance $i9 (instantiate $ADD (import "f" (func $i8 "f"))))
  (instance $i10 (instantiate $ADD (import "f" (func $i9 "f"))))
  (instance $i11 (instantiate $ADD (import "f" (func $i10 "f"))))
  (instance $i12 (instantiate $ADD (import "f" (func $i11 "f"))))
  (instance $i13 (instantiate $ADD (import "f" (func $i12 "f"))))
  (instance $i14 (instantiate $ADD (import "f" (func $i13 "f"))))
  (instance $i15 (instantiate $ADD (import "f" (func $i14 "f"))))
  (instance $i16 (instantiate $ADD (import "f" (func $i15 "f"))))
  (instance $i17 (instantiate $ADD (import "f" (func $i16 "f"))))
  (instance $i18 (instantiate $ADD (import "f" (func $i17 "f"))))
  (instance $i19 (instantiate $ADD (import "f" (func $i18 "f"))))
  (instance $i20 (instantiate $ADD (import "f" (func $i19 "f"))))
  (instance $i21 (instantiate $ADD (import "f" (func $i20 "f"))))
  (instance $i22 (instantiate $ADD (import "f" (func $i21 "f"))))
  (instance $i23 (instantiate $ADD (import "f" (func $i22 "f"))))
  (instance $i24 (instantiate $ADD (import "f" (func $i23 "f"))))
  (instance $i25 (instantiate $ADD (import "f" (func $i24 "f"))))
  (instance $i26 (instantiate $ADD (import "f" (func $i25 "f"))))
  (instance $i27 (instantiate $ADD (import "f" (func $i26 "f"))))
  (instance $i28 (instantiate $ADD (import "f" (func $i27 "f"))))
  (instance $i29 (instantiate $ADD (import "f" (func $i28 "f"))))
  (instance $i30 (instantiate $ADD (import "f" (func $i29 "f"))))
  (instance $i31 (instantiate $ADD (import "f" (func $i30 "f"))))
  (instance $i32 (instantiate $ADD (import "f" (func $i31 "f"))))
  (instance $i33 (instantiate $ADD (import "f" (func $i32 "f"))))
  (instance $i34 (instantiate $ADD (import "f" (func $i33 "f"))))
  (instance $i35 (instantiate $ADD (import "f" (func $i34 "f"))))
  (instance $i36 (instantiate $ADD (import "f" (func $i35 "f"))))
  (instance $i37 (instantiate $ADD (import "f" (func $i36 "f"))))
  (instance $i38 (instantiate $ADD (import "f" (func $i37 "f"))))
  (instance $i39 (instantiate $ADD (import "f" (func $i38 "f"))))
  (instance $i40 (instantiate $ADD (import "f" (func $i39 "f"))))
  (instance $i41 (instantiate $ADD (import "f" (func $i40 "f"))))
  (instance $i42 (instantiate $ADD (import "f" (func $i41 "f"))))
  (instance $i43 (instantiate $ADD (import "f" (func $i42 "f"))))
  (instance $i44 (instantiate $ADD (import "f" (func $i43 "f"))))
  (instance $i45 (instantiate $ADD (import "f" (func $i44 "f"))))
  (instance $i46 (instantiate $ADD (import "f" (func $i45 "f"))))
  (instance $i47 (instantiate $ADD (import "f" (func $i46 "f"))))
  (instance $i48 (instantiate $ADD (import "f" (func $i47 "f"))))
  (instance $i49 (instantiate $ADD (import "f" (func $i48 "f"))))
  (instance $i50 (instantiate $ADD (import "f" (func $i49 "f"))))
  (instance $i51 (instantiate $ADD (import "f" (func $i50 "f"))))
  (instance $i52 (instantiate $ADD (import "f" (func $i51 "f"))))
  (instance $i53 (instantiate $ADD (import "f" (func $i52 "f"))))
  (instance $i54 (instantiate $ADD (import "f" (func $i53 "f"))))
  (instance $i55 (instantiate $ADD (import "f" (func $i54 "f"))))
  (instance $i56 (instantiate $ADD (import "f" (func $i55 "f"))))
  (instance $i57 (instantiate $ADD (import "f" (func $i56 "f"))))
  (instance $i58 (instantiate $ADD (import "f" (func $i57 "f"))))
  (instance $i59 (instantiate $ADD (import "f" (func $i58 "f"))))
  (instance $i60 (instantiate $ADD (import "f" (func $i59 "f"))))
  (instance $i61 (instantiate $ADD (import "f" (func $i60 "f"))))
  (instance $i62 (instantiate $ADD (import "f" (func $i61 "f"))))
  (instance $i63 (instantiate $ADD (import "f" (func $i62 "f"))))
  (instance $i64 (instantiate $ADD (import "f" (func $i63 "f"))))
  (instance $i65 (instantiate $ADD (import "f" (func $i64 "f"))))
  (instance $i66 (instantiate $ADD (import "f" (func $i65 "f"))))
  (instance $i67 (instantiate $ADD (import "f" (func $i66 "f"))))
  (instance $i68 (instantiate $ADD (import "f" (func $i67 "f"))))
  (instance $i69 (instantiate $ADD (import "f" (func $i68 "f"))))
  (instance $i70 (instantiate $ADD (import "f" (func $i69 "f"))))
  (instance $i71 (instantiate $ADD (import "f" (func $i70 "f"))))
  (instance $i72 (instantiate $ADD (import "f" (func $i71 "f"))))
  (instance $i73 (instantiate $ADD (import "f" (func $i72 "f"))))
  (instance $i74 (instantiate $ADD (import "f" (func $i73 "f"))))
  (instance $i75 (instantiate $ADD (import "f" (func $i74 "f"))))
  (instance $i76 (instantiate $ADD (import "f" (func $i75 "f"))))
  (instance $i77 (instantiate $ADD (import "f" (func $i76 "f"))))
  (instance $i78 (instantiate $ADD (import "f" (func $i77 "f"))))
  (instance $i79 (instantiate $ADD (import "f" (func $i78 "f"))))
  (instance $i80 (instantiate $ADD (import "f" (func $i79 "f"))))
  (instance $i81 (instantiate $ADD (import "f" (func $i80 "f"))))
  (instance $i82 (instantiate $ADD (import "f" (func $i81 "f"))))
  (instance $i83 (instantiate $ADD (import "f" (func $i82 "f"))))
  (instance $i84 (instantiate $ADD (import "f" (func $i83 "f"))))
  (instance $i85 (instantiate $ADD (import "f" (func $i84 "f"))))
  (instance $i86 (instantiate $ADD (import "f" (func $i85 "f"))))
  (instance $i87 (instantiate $ADD (import "f" (func $i86 "f"))))
  (instance $i88 (instantiate $ADD (import "f" (func $i87 "f"))))
  (instance $i89 (instantiate $ADD (import "f" (func $i88 "f"))))
  (instance $i90 (instantiate $ADD (import "f" (func $i89 "f"))))
  (instance $i91 (instantiate $ADD (import "f" (func $i90 "f"))))
  (instance $i92 (instantiate $ADD (import "f" (func $i91 "f"))))
  (instance $i93 (instantiate $ADD (import "f" (func $i92 "f"))))
  (instance $i94 (instantiate $ADD (import "f" (func $i93 "f"))))
  (instance $i95 (instantiate $ADD (import "f" (func $i94 "f"))))
  (instance $i96 (instantiate $ADD (import "f" (func $i95 "f"))))
  (instance $i97 (instantiate $ADD (import "f" (func $i96 "f"))))
  (instance $i98 (instantiate $ADD (import "f" (func $i97 "f"))))
  (instance $i99 (instantiate $ADD (import "f" (func $i98 "f"))))
  (instance $i100 (instantiate $ADD (import "f" (func $i99 "f"))))
  (export "f" (func $i100 "f")))
(assert_return (invoke "f") (i32.const 100))

;; Each module has two instances of the one before: 15 levels are 65,535 instances, which is within the limit of 100,000; …
;; + limits.4 D19
(module
  (module $M0)
  (module $M1 (instance (instantiate (module outer 0 $M0))) (instance (instantiate (module outer 0 $M0))))
  (module $M2 (instance (instantiate (module outer 0 $M1))) (instance (instantiate (module outer 0 $M1))))
  (module $M3 (instance (instantiate (module outer 0 $M2))) (instance (instantiate (module outer 0 $M2))))
  (module $M4 (instance (instantiate (module outer 0 $M3))) (instance (instantiate (module outer 0 $M3))))
  (module $M5 (instance (instantiate (module outer 0 $M4))) (instance (instantiate (module outer 0 $M4))))
  (module $M6 (instance (instantiate (module outer 0 $M5))) (instance (instantiate (module outer 0 $M5))))
  (module $M7 (instance (instantiate (module outer 0 $M6))) (instance (instantiate (module outer 0 $M6))))
  (module $M8 (instance (instantiate (module outer 0 $M7))) (instance (instantiate (module outer 0 $M7))))
  (module $M9 (instance (instantiate (module outer 0 $M8))) (instance (instantiate (module outer 0 $M8))))
  (module $M10 (instance (instantiate (module outer 0 $M9))) (instance (instantiate (module outer 0 $M9))))
  (module $M11 (instance (instantiate (module outer 0 $M10))) (instance (instantiate (module outer 0 $M10))))
  (module $M12 (instance (instantiate (module outer 0 $M11))) (instance (instantiate (module outer 0 $M11))))
  (module $M13 (instance (instantiate (module outer 0 $M12))) (instance (instantiate (module outer 0 $M12))))
  (module $M14 (instance (instantiate (module outer 0 $M13))) (instance (instantiate (module outer 0 $M13))))
  (module $M15 (instance (instantiate (module outer 0 $M14))) (instance (instantiate (module outer 0 $M14))))
  (instance (instantiate $M15)))
;; … 16 are beyond. limits-instances.wast has other ways to ask for as many.
;; - limits.4 D19
(assert_limit
  (module
    (module $M0)
    (module $M1 (instance (instantiate (module outer 0 $M0))) (instance (instantiate (module outer 0 $M0))))
    (module $M2 (instance (instantiate (module outer 0 $M1))) (instance (instantiate (module outer 0 $M1))))
    (module $M3 (instance (instantiate (module outer 0 $M2))) (instance (instantiate (module outer 0 $M2))))
    (module $M4 (instance (instantiate (module outer 0 $M3))) (instance (instantiate (module outer 0 $M3))))
    (module $M5 (instance (instantiate (module outer 0 $M4))) (instance (instantiate (module outer 0 $M4))))
    (module $M6 (instance (instantiate (module outer 0 $M5))) (instance (instantiate (module outer 0 $M5))))
    (module $M7 (instance (instantiate (module outer 0 $M6))) (instance (instantiate (module outer 0 $M6))))
    (module $M8 (instance (instantiate (module outer 0 $M7))) (instance (instantiate (module outer 0 $M7))))
    (module $M9 (instance (instantiate (module outer 0 $M8))) (instance (instantiate (module outer 0 $M8))))
    (module $M10 (instance (instantiate (module outer 0 $M9))) (instance (instantiate (module outer 0 $M9))))
    (module $M11 (instance (instantiate (module outer 0 $M10))) (instance (instantiate (module outer 0 $M10))))
    (module $M12 (instance (instantiate (module outer 0 $M11))) (instance (instantiate (module outer 0 $M11))))
    (module $M13 (instance (instantiate (module outer 0 $M12))) (instance (instantiate (module outer 0 $M12))))
    (module $M14 (instance (instantiate (module outer 0 $M13))) (instance (instantiate (module outer 0 $M13))))
    (module $M15 (instance (instantiate (module outer 0 $M14))) (instance (instantiate (module outer 0 $M14))))
    (module $M16 (instance (instantiate (module outer 0 $M15))) (instance (instantiate (module outer 0 $M15))))
    (instance (instantiate $M16)))
  "more than")

;; Deep recursion ends in a trap, across instances too.
(module $ping-pong
  (module $CALLER
    (import "t" (table 1 funcref))
    (type $f (func))
    (func $f (call_indirect (type $f) (i32.const 0)))
    (elem (i32.const 0) $f)
    (func (export "run") (call_indirect (type $f) (i32.const 0))))
  (module $T (table (export "t") 1 funcref))
  (instance $t (instantiate $T))
  (instance $a (instantiate $CALLER (import "t" (table $t "t"))))
  (instance $b (instantiate $CALLER (import "t" (table $t "t"))))
  (export "run" (func $a "run")))
;; - limits.5
(assert_exhaustion (invoke "run") "call stack exhausted")
;; A start function that recurses ends the instantiation so.
;; - limits.5
(assert_trap
  (module (module $M (func $s (call $s)) (start $s)) (instance (instantiate $M)))
  "call stack exhausted")
;; Calls as deep as a chain of instances is long are fine.
;; + limits.5
(module
  (module $M0 (func (export "f") (param i32) (result i32) (local.get 0)))
  (module $CALL (import "f" (func $f (param i32) (result i32)))
    (func $again (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (call $again (i32.sub (local.get 0) (i32.const 1))))
        (else (call $f (i32.const 500)))))
    (func (export "f") (param i32) (result i32) (call $again (local.get 0))))
  (instance $i0 (instantiate $M0))
  (instance $i1 (instantiate $CALL (import "f" (func $i0 "f"))))
  (instance $i2 (instantiate $CALL (import "f" (func $i1 "f"))))
  (instance $i3 (instantiate $CALL (import "f" (func $i2 "f"))))
  (instance $i4 (instantiate $CALL (import "f" (func $i3 "f"))))
  (instance $i5 (instantiate $CALL (import "f" (func $i4 "f"))))
  (instance $i6 (instantiate $CALL (import "f" (func $i5 "f"))))
  (instance $i7 (instantiate $CALL (import "f" (func $i6 "f"))))
  (instance $i8 (instantiate $CALL (import "f" (func $i7 "f"))))
  (instance $i9 (instantiate $CALL (import "f" (func $i8 "f"))))
  (instance $i10 (instantiate $CALL (import "f" (func $i9 "f"))))
  (instance $i11 (instantiate $CALL (import "f" (func $i10 "f"))))
  (instance $i12 (instantiate $CALL (import "f" (func $i11 "f"))))
  (instance $i13 (instantiate $CALL (import "f" (func $i12 "f"))))
  (instance $i14 (instantiate $CALL (import "f" (func $i13 "f"))))
  (instance $i15 (instantiate $CALL (import "f" (func $i14 "f"))))
  (instance $i16 (instantiate $CALL (import "f" (func $i15 "f"))))
  (instance $i17 (instantiate $CALL (import "f" (func $i16 "f"))))
  (instance $i18 (instantiate $CALL (import "f" (func $i17 "f"))))
  (instance $i19 (instantiate $CALL (import "f" (func $i18 "f"))))
  (instance $i20 (instantiate $CALL (import "f" (func $i19 "f"))))
  (func (export "f") (result i32) (call (func $i20 "f") (i32.const 500))))
(assert_return (invoke "f") (i32.const 500))

;; ---------------------------------------------------------------------------------------------------------------------
;; Memories and tables: what is declared, and what can be had

;; Declared limits beyond those at run time are valid, and a maximum costs nothing; …
;; + limits.6 D19
(module definition (memory 65536) (table 0xffff_ffff funcref))
;; + limits.6
(module definition (module (memory i64 0x1_0000_0000_0000)) (type (instance (export "t" (table i64
  0xffff_ffff_ffff_ffff funcref)))))
;; + limits.6
(module (memory 1 65536) (table 1 0xffff_ffff funcref))
;; … to make them is another matter, in a nested instance as well.
;; - limits.6 D19
(assert_limit (module (table 0xffff_ffff funcref)) "more than")
;; - limits.6 D19
(assert_limit (module (memory i64 0x1_0000_0000_0000)) "memory of")
;; - limits.6
(assert_limit (module (module $M (memory i64 0x1_0000_0000_0000)) (instance (instantiate $M)))
  "memory of")
;; - limits.6
(assert_limit (module (module $M (table 0x1000_0000 funcref)) (instance (instantiate $M))) "more than")
;; Growing to them is an ordinary failure.
(module
  (memory 0)
  (table $t 0 funcref)
  (func (export "memory") (result i32) (memory.grow (i32.const 0x10001)))
  (func (export "table") (result i32) (table.grow $t (ref.null func) (i32.const 0x7fff_ffff))))
;; - limits.6 D19
(assert_return (invoke "memory") (i32.const -1))
;; - limits.6 D19
(assert_return (invoke "table") (i32.const -1))

;; ---------------------------------------------------------------------------------------------------------------------
;; Functions

;; 1,000 parameters and 1,000 results, of functions and of the types in types.
;; + limits.7 D19
(module definition (type (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 ) (result 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 ))))
;; - limits.7 D19
(assert_limit (module (type (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 ))))
  "too many parameters")
;; - limits.7
(assert_limit (module (type (instance (export "f" (func (result i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 
    i32 i32 i32 i32 i32 i32 i32 i32 ))))))
  "too many results")
;; 50,000 locals, in binary a single run of them.
;; + limits.8 D19
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01\60\00\00"              ;; type 0: [] -> []
  "\03\02\01\00"                      ;; function 0, of type 0
  "\0a\08\01\06\01\d0\86\03\7f\0b") ;; 50,000 locals of type i32
;; - limits.8 D19
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\01\04\01\60\00\00"
    "\03\02\01\00"
    "\0a\08\01\06\01\d1\86\03\7f\0b")  ;; 50,001
  "too many locals")
;; Across several runs, and in a nested module.
;; - limits.8
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\0e\22\01\20\00asm\01\00\00\00"
      "\01\04\01\60\00\00"
      "\03\02\01\00"
      "\0a\0c\01\0a\02\d0\86\03\7f\d0\86\03\7e\0b")  ;; 50,000 of type i32, 50,000 of type i64
  "too many locals")

;; ---------------------------------------------------------------------------------------------------------------------
;; An outcome of its own

;; What is wrong besides a limit is wrong: a bad module is not excused by being too large where it is read first.
;; + limits.9
(assert_invalid (module (module $M (import "x" (func))) (instance (instantiate $M)) (table 0xffff_ffff funcref))
  "unknown import")
;; + limits.9
(assert_unlinkable (module (import "nowhere" (func)) (table 0xffff_ffff funcref)) "unknown import")
;; + limits.9
(assert_malformed (module quote "(table 0xffff_ffff funcref) (import \"x\" (func))") "import after table")
;; Before the limit comes what precedes it: a trap of an earlier instance.
;; + limits.9
(assert_trap
  (module
    (module $TRAP (func $s unreachable) (start $s))
    (module $HUGE (table 0x1000_0000 funcref))
    (instance (instantiate $TRAP))
    (instance (instantiate $HUGE)))
  "unreachable")
;; - limits.9
(assert_limit
  (module
    (module $TRAP (func $s unreachable) (start $s))
    (module $HUGE (table 0x1000_0000 funcref))
    (instance (instantiate $HUGE))
    (instance (instantiate $TRAP)))
  "more than")
;; Running into one is no trap: a structure that is too large for the heap.
(module
  (type $bytes (array (mut i64)))
  (func (export "f") (result i32) (array.len (array.new_default $bytes (i32.const 0x7fff_ffff)))))
;; - limits.9
(assert_limit (invoke "f") "out of memory")
