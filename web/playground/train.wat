;; What training spends its time on, over one imported memory, four floats at a time. Addresses and row lengths are in
;; bytes; row lengths are multiples of 32 (rows are padded with zeros). kernels.js says each in plain JavaScript.
(module
  (import "env" "memory" (memory 0))

  ;; exp is S. L. Moshier's expf ("Cephes Mathematical Library", 1989): exp(r + k ln 2) = 2^k P(r), |r| <= ln(2) / 2,
  ;; relative error about 1e-7, within the range of float32.
  (func $exp (param $x v128) (result v128) (local $k v128) (local $r v128) (local $p v128)
    (local.set $r (f32x4.max (v128.const f32x4 -87 -87 -87 -87)
      (f32x4.min (v128.const f32x4 88 88 88 88) (local.get $x))))
    (local.set $k (f32x4.nearest (f32x4.mul (local.get $r) (f32x4.splat (f32.const 1.44269504088896341)))))
    ;; ln 2 in two parts, so that k ln 2 is subtracted without rounding
    (local.set $r (f32x4.sub (local.get $r) (f32x4.mul (local.get $k) (f32x4.splat (f32.const 0.693359375)))))
    (local.set $r (f32x4.sub (local.get $r) (f32x4.mul (local.get $k) (f32x4.splat (f32.const -2.12194440e-4)))))
    (local.set $p (f32x4.splat (f32.const 1.9875691500e-4)))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 1.3981999507e-3)) (f32x4.mul (local.get $p) (local.get $r))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 8.3334519073e-3)) (f32x4.mul (local.get $p) (local.get $r))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 4.1665795894e-2)) (f32x4.mul (local.get $p) (local.get $r))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 1.6666665459e-1)) (f32x4.mul (local.get $p) (local.get $r))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 5.0000001201e-1)) (f32x4.mul (local.get $p) (local.get $r))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 1)) (f32x4.add (local.get $r)
      (f32x4.mul (local.get $p) (f32x4.mul (local.get $r) (local.get $r))))))
    ;; 2^k by its bit pattern
    (f32x4.mul (local.get $p) (i32x4.shl
      (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $k)) (i32x4.splat (i32.const 127))) (i32.const 23))))

  (func $sigmoid (param $x v128) (result v128)
    (f32x4.div (f32x4.splat (f32.const 1))
      (f32x4.add (f32x4.splat (f32.const 1)) (call $exp (f32x4.neg (local.get $x))))))

  (func $sum (param $x v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.add (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x)))))

  ;; C = A B + bias: A is (m, k) by its two steps, so that a transposed one needs no copy; B (k, n) and C (m, n) in
  ;; rows of n bytes. Four rows and eight columns at a time stay in registers; m is a multiple of 4.
  (func (export "product")
    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $bias i32) (param $c i32)
    (param $m i32) (param $k i32) (param $n i32)
    (local $j i32) (local $i i32) (local $left i32) (local $at i32) (local $bp i32) (local $cp i32)
    (local $a0 i32) (local $a1 i32) (local $a2 i32) (local $a3 i32)
    (local $b0 v128) (local $b1 v128) (local $s v128)
    (local $p0 v128) (local $p1 v128) (local $q0 v128) (local $q1 v128)
    (local $r0 v128) (local $r1 v128) (local $t0 v128) (local $t1 v128)
    (loop $columns
      (local.set $i (local.get $m))
      (local.set $at (local.get $a))
      (local.set $cp (i32.add (local.get $c) (local.get $j)))
      (loop $rows
        (local.set $a0 (local.get $at))
        (local.set $a1 (i32.add (local.get $a0) (local.get $aRow)))
        (local.set $a2 (i32.add (local.get $a1) (local.get $aRow)))
        (local.set $a3 (i32.add (local.get $a2) (local.get $aRow)))
        (local.set $at (i32.add (local.get $a3) (local.get $aRow)))
        (local.set $p0 (local.tee $q0 (local.tee $r0 (local.tee $t0
          (v128.load (i32.add (local.get $bias) (local.get $j)))))))
        (local.set $p1 (local.tee $q1 (local.tee $r1 (local.tee $t1
          (v128.load offset=16 (i32.add (local.get $bias) (local.get $j)))))))
        (local.set $bp (i32.add (local.get $b) (local.get $j)))
        (local.set $left (local.get $k))
        (loop $inner
          (local.set $b0 (v128.load (local.get $bp)))
          (local.set $b1 (v128.load offset=16 (local.get $bp)))
          (local.set $bp (i32.add (local.get $bp) (local.get $n)))
          (local.set $s (v128.load32_splat (local.get $a0)))
          (local.set $a0 (i32.add (local.get $a0) (local.get $aStep)))
          (local.set $p0 (f32x4.add (local.get $p0) (f32x4.mul (local.get $s) (local.get $b0))))
          (local.set $p1 (f32x4.add (local.get $p1) (f32x4.mul (local.get $s) (local.get $b1))))
          (local.set $s (v128.load32_splat (local.get $a1)))
          (local.set $a1 (i32.add (local.get $a1) (local.get $aStep)))
          (local.set $q0 (f32x4.add (local.get $q0) (f32x4.mul (local.get $s) (local.get $b0))))
          (local.set $q1 (f32x4.add (local.get $q1) (f32x4.mul (local.get $s) (local.get $b1))))
          (local.set $s (v128.load32_splat (local.get $a2)))
          (local.set $a2 (i32.add (local.get $a2) (local.get $aStep)))
          (local.set $r0 (f32x4.add (local.get $r0) (f32x4.mul (local.get $s) (local.get $b0))))
          (local.set $r1 (f32x4.add (local.get $r1) (f32x4.mul (local.get $s) (local.get $b1))))
          (local.set $s (v128.load32_splat (local.get $a3)))
          (local.set $a3 (i32.add (local.get $a3) (local.get $aStep)))
          (local.set $t0 (f32x4.add (local.get $t0) (f32x4.mul (local.get $s) (local.get $b0))))
          (local.set $t1 (f32x4.add (local.get $t1) (f32x4.mul (local.get $s) (local.get $b1))))
          (br_if $inner (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
        (v128.store (local.get $cp) (local.get $p0))
        (v128.store offset=16 (local.get $cp) (local.get $p1))
        (local.set $cp (i32.add (local.get $cp) (local.get $n)))
        (v128.store (local.get $cp) (local.get $q0))
        (v128.store offset=16 (local.get $cp) (local.get $q1))
        (local.set $cp (i32.add (local.get $cp) (local.get $n)))
        (v128.store (local.get $cp) (local.get $r0))
        (v128.store offset=16 (local.get $cp) (local.get $r1))
        (local.set $cp (i32.add (local.get $cp) (local.get $n)))
        (v128.store (local.get $cp) (local.get $t0))
        (v128.store offset=16 (local.get $cp) (local.get $t1))
        (local.set $cp (i32.add (local.get $cp) (local.get $n)))
        (br_if $rows (local.tee $i (i32.sub (local.get $i) (i32.const 4)))))
      (br_if $columns (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 32))) (local.get $n)))))

  ;; SiLU in place, and its slope beside it.
  (func (export "silu") (param $x i32) (param $slope i32) (param $end i32) (local $v v128) (local $s v128)
    (loop $four
      (local.set $v (v128.load (local.get $x)))
      (local.set $s (call $sigmoid (local.get $v)))
      (v128.store (local.get $x) (local.tee $v (f32x4.mul (local.get $v) (local.get $s))))
      (v128.store (local.get $slope) (f32x4.add (local.get $s)
        (f32x4.mul (local.get $v) (f32x4.sub (f32x4.splat (f32.const 1)) (local.get $s)))))
      (local.set $slope (i32.add (local.get $slope) (i32.const 16)))
      (br_if $four (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  (func (export "sigmoid") (param $x i32) (param $end i32)
    (loop $four
      (v128.store (local.get $x) (call $sigmoid (v128.load (local.get $x))))
      (br_if $four (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  ;; x times y, in place of x.
  (func (export "times") (param $x i32) (param $y i32) (param $end i32)
    (loop $four
      (v128.store (local.get $x) (f32x4.mul (v128.load (local.get $x)) (v128.load (local.get $y))))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (br_if $four (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  ;; The sum of the rows of x, (rows, n).
  (func (export "columns") (param $x i32) (param $y i32) (param $rows i32) (param $n i32)
    (local $j i32) (local $at i32) (local $left i32) (local $s v128)
    (loop $four
      (local.set $s (v128.const f32x4 0 0 0 0))
      (local.set $at (i32.add (local.get $x) (local.get $j)))
      (local.set $left (local.get $rows))
      (loop $row
        (local.set $s (f32x4.add (local.get $s) (v128.load (local.get $at))))
        (local.set $at (i32.add (local.get $at) (local.get $n)))
        (br_if $row (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
      (v128.store (i32.add (local.get $y) (local.get $j)) (local.get $s))
      (br_if $four (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 16))) (local.get $n)))))

  ;; Of logits l and pixels x in [0, 1], (rows, n): the slope of -log p in place of l, and of each row its two parts:
  ;; sum of max(l, 0) - x l, and product of 1 + exp(-|l|), whose logarithm JavaScript takes: one for 64 pixels.
  (func (export "bernoulli") (param $l i32) (param $x i32) (param $sums i32) (param $rows i32) (param $n i32)
    (local $end i32) (local $v v128) (local $e v128) (local $t v128) (local $linear v128) (local $product v128)
    (loop $row
      (local.set $linear (v128.const f32x4 0 0 0 0))
      (local.set $product (f32x4.splat (f32.const 1)))
      (local.set $end (i32.add (local.get $l) (local.get $n)))
      (loop $four
        (local.set $v (v128.load (local.get $l)))
        (local.set $t (v128.load (local.get $x)))
        (local.set $e (call $exp (f32x4.neg (f32x4.abs (local.get $v)))))
        (local.set $linear (f32x4.add (local.get $linear) (f32x4.sub
          (f32x4.max (local.get $v) (v128.const f32x4 0 0 0 0)) (f32x4.mul (local.get $t) (local.get $v)))))
        (local.set $product (f32x4.mul (local.get $product)
          (f32x4.add (f32x4.splat (f32.const 1)) (local.get $e))))
        ;; the sigmoid is 1 / (1 + e) where l is above 0, else e / (1 + e)
        (v128.store (local.get $l) (f32x4.sub
          (f32x4.div
            (v128.bitselect (f32x4.splat (f32.const 1)) (local.get $e)
              (f32x4.ge (local.get $v) (v128.const f32x4 0 0 0 0)))
            (f32x4.add (f32x4.splat (f32.const 1)) (local.get $e)))
          (local.get $t)))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $four (i32.lt_u (local.tee $l (i32.add (local.get $l) (i32.const 16))) (local.get $end))))
      (f32.store (local.get $sums) (call $sum (local.get $linear)))
      (f32.store offset=4 (local.get $sums) (f32.mul
        (f32.mul (f32x4.extract_lane 0 (local.get $product)) (f32x4.extract_lane 1 (local.get $product)))
        (f32.mul (f32x4.extract_lane 2 (local.get $product)) (f32x4.extract_lane 3 (local.get $product)))))
      (local.set $sums (i32.add (local.get $sums) (i32.const 8)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; The same for normal pixels: the slope of half the squared error times `precision`, and of each row the squared
  ;; error. The mean is l, or the sigmoid of l where `inUnit` has all its bits set.
  (func (export "gaussian") (param $l i32) (param $x i32) (param $sums i32) (param $rows i32) (param $n i32)
    (param $inUnit i32) (param $precision f32)
    (local $end i32) (local $v v128) (local $mean v128) (local $error v128) (local $squares v128)
    (loop $row
      (local.set $squares (v128.const f32x4 0 0 0 0))
      (local.set $end (i32.add (local.get $l) (local.get $n)))
      (loop $four
        (local.set $v (v128.load (local.get $l)))
        (local.set $mean (call $sigmoid (local.get $v)))
        (local.set $error (f32x4.sub
          (v128.bitselect (local.get $mean) (local.get $v) (i32x4.splat (local.get $inUnit)))
          (v128.load (local.get $x))))
        (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $error) (local.get $error))))
        (v128.store (local.get $l) (f32x4.mul
          (f32x4.mul (local.get $error) (f32x4.splat (local.get $precision)))
          (v128.bitselect
            (f32x4.mul (local.get $mean) (f32x4.sub (f32x4.splat (f32.const 1)) (local.get $mean)))
            (f32x4.splat (f32.const 1))
            (i32x4.splat (local.get $inUnit)))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $four (i32.lt_u (local.tee $l (i32.add (local.get $l) (i32.const 16))) (local.get $end))))
      (f32.store (local.get $sums) (call $sum (local.get $squares)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 8)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; A step of Adam (Kingma and Ba, 2015) on p, whose gradient is g times `share`; `rate` and `spread` carry the
  ;; corrections of both averages.
  (func (export "adam") (param $p i32) (param $g i32) (param $first i32) (param $second i32) (param $end i32)
    (param $share f32) (param $rate f32) (param $spread f32)
    (local $v v128) (local $m v128) (local $s v128)
    (loop $four
      (local.set $v (f32x4.mul (v128.load (local.get $g)) (f32x4.splat (local.get $share))))
      (v128.store (local.get $first) (local.tee $m (f32x4.add
        (f32x4.mul (v128.load (local.get $first)) (f32x4.splat (f32.const 0.9)))
        (f32x4.mul (local.get $v) (f32x4.splat (f32.const 0.1))))))
      (v128.store (local.get $second) (local.tee $s (f32x4.add
        (f32x4.mul (v128.load (local.get $second)) (f32x4.splat (f32.const 0.999)))
        (f32x4.mul (f32x4.mul (local.get $v) (local.get $v)) (f32x4.splat (f32.const 0.001))))))
      (v128.store (local.get $p) (f32x4.sub (v128.load (local.get $p)) (f32x4.div
        (f32x4.mul (local.get $m) (f32x4.splat (local.get $rate)))
        (f32x4.add
          (f32x4.mul (f32x4.sqrt (local.get $s)) (f32x4.splat (local.get $spread)))
          (f32x4.splat (f32.const 1e-8))))))
      (local.set $g (i32.add (local.get $g) (i32.const 16)))
      (local.set $first (i32.add (local.get $first) (i32.const 16)))
      (local.set $second (i32.add (local.get $second) (i32.const 16)))
      (br_if $four (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 16))) (local.get $end))))))
