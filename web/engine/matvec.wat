;; Two kernels over one imported memory. All arguments but n, rows, outputs and gate are in bytes.
;;
;; products is behind every linear layer and convolution: W x + b at a run of positions, four outputs at a time.
;; A position's input is `rows` runs of `cols` bytes (a linear layer has one run, a convolution one per kernel row).
;; Weights are packed as [outputs / 4][rows][cols / 4][4 outputs][4 inputs], so they are read once, in order.
;; cols is a multiple of 16 (weights are zero past the true end).
;;
;; logistic is SiLU and the sigmoid, which took half of a convolutional decode in JavaScript: gate / (1 + exp(-x)), where
;; the gate is x if all its bits are set, else 1. exp is S. L. Moshier's expf ("Cephes Mathematical Library", 1989):
;; exp(r + k ln 2) = 2^k P(r), |r| <= ln(2) / 2, relative error about 1e-7. It writes up to the next multiple of four.
(module
  (import "env" "memory" (memory 0))
  (func (export "products")
    (param $x i32) (param $w i32) (param $b i32) (param $y i32)
    (param $n i32) (param $xStep i32) (param $yStep i32)
    (param $rows i32) (param $rowStep i32) (param $cols i32) (param $outputs i32)
    (local $p i32) (local $xp i32) (local $yp i32) (local $wp i32)
    (local $r i32) (local $row i32) (local $i i32) (local $end i32)
    (local $v v128) (local $a v128) (local $c v128) (local $d v128) (local $e v128)
    (loop $four_outputs
      (local.set $p (local.get $n))
      (local.set $xp (local.get $x))
      (local.set $yp (local.get $y))
      (loop $position
        (local.set $a (local.tee $c (local.tee $d (local.tee $e (v128.const f32x4 0 0 0 0)))))
        (local.set $wp (local.get $w))
        (local.set $row (local.get $xp))
        (local.set $r (local.get $rows))
        (block $rows_done
          (loop $each_row
            (br_if $rows_done (i32.eqz (local.get $r)))
            (local.set $i (local.get $row))
            (local.set $end (i32.add (local.get $row) (local.get $cols)))
            (block $cols_done
              (loop $four_inputs
                (br_if $cols_done (i32.ge_u (local.get $i) (local.get $end)))
                (local.set $v (v128.load (local.get $i)))
                (local.set $a (f32x4.add (local.get $a)
                  (f32x4.mul (local.get $v) (v128.load (local.get $wp)))))
                (local.set $c (f32x4.add (local.get $c)
                  (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $wp)))))
                (local.set $d (f32x4.add (local.get $d)
                  (f32x4.mul (local.get $v) (v128.load offset=32 (local.get $wp)))))
                (local.set $e (f32x4.add (local.get $e)
                  (f32x4.mul (local.get $v) (v128.load offset=48 (local.get $wp)))))
                (local.set $wp (i32.add (local.get $wp) (i32.const 64)))
                (local.set $i (i32.add (local.get $i) (i32.const 16)))
                (br $four_inputs)))
            (local.set $row (i32.add (local.get $row) (local.get $rowStep)))
            (local.set $r (i32.sub (local.get $r) (i32.const 1)))
            (br $each_row)))
        ;; Four lane sums at once: interleave, add the halves, twice.
        (local.set $a (f32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $c))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $c))))
        (local.set $d (f32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $d) (local.get $e))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $d) (local.get $e))))
        (local.set $v (f32x4.add (v128.load (local.get $b)) (f32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $d))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $d)))))
        ;; Fewer than four outputs left: store lane by lane, what lies behind belongs to the next position.
        (if (i32.ge_s (local.get $outputs) (i32.const 4))
          (then (v128.store (local.get $yp) (local.get $v)))
          (else
            (v128.store32_lane 0 (local.get $yp) (local.get $v))
            (if (i32.ge_s (local.get $outputs) (i32.const 2))
              (then (v128.store32_lane offset=4 1 (local.get $yp) (local.get $v))))
            (if (i32.ge_s (local.get $outputs) (i32.const 3))
              (then (v128.store32_lane offset=8 2 (local.get $yp) (local.get $v))))))
        (local.set $xp (i32.add (local.get $xp) (local.get $xStep)))
        (local.set $yp (i32.add (local.get $yp) (local.get $yStep)))
        (br_if $position (local.tee $p (i32.sub (local.get $p) (i32.const 1)))))
      (local.set $w (local.get $wp))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (br_if $four_outputs (i32.gt_s
        (local.tee $outputs (i32.sub (local.get $outputs) (i32.const 4))) (i32.const 0)))))

  (func (export "logistic") (param $x i32) (param $y i32) (param $end i32) (param $gate i32)
    (local $v v128) (local $k v128) (local $r v128) (local $p v128)
    (loop $four
      (local.set $v (v128.load (local.get $x)))
      ;; Past 88 exp(-x) leaves the range of float32; there the result is 0 or 1 to the last bit that matters.
      (local.set $r (f32x4.max (v128.const f32x4 -87 -87 -87 -87)
        (f32x4.min (v128.const f32x4 88 88 88 88) (f32x4.neg (local.get $v)))))
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
      (local.set $p (f32x4.mul (local.get $p) (i32x4.shl
        (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $k)) (i32x4.splat (i32.const 127))) (i32.const 23))))
      (v128.store (local.get $y) (f32x4.div
        (v128.bitselect (local.get $v) (f32x4.splat (f32.const 1)) (i32x4.splat (local.get $gate)))
        (f32x4.add (f32x4.splat (f32.const 1)) (local.get $p))))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (br_if $four (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end))))))
