#!/bin/bash
# usage: survey.sh LIMIT SEED... -- ; reads defect option lines on stdin
cd /work/wt/shrink
limit=$1; shift
seeds="$*"
while IFS= read -r line; do
 for s in $seeds; do
  R=results/runs/s$RANDOM$RANDOM
  t0=$(date +%s.%N)
  ./skewer test $line --fail-fast --time-limit 60s --seed $s --results $R > $R.test 2>/dev/null </dev/null; rc=$?
  t1=$(date +%s.%N)
  ./skewer shrink --results $R --time-limit $limit ${ANOM:+--anomaly $ANOM} > $R.out 2>$R.err </dev/null; rs=$?
  t2=$(date +%s.%N)
  echo "== $line seed $s: test rc $rc $(echo "$t1-$t0"|bc) s; shrink rc $rs $(echo "$t2-$t1"|bc) s  [$R]"
  grep -E '^(ops|anomalies)' $R.test
  cat $R.out; tail -1 $R.err
 done
done
