#!/bin/bash
cd /work/wt/shrink
run() { # module tests
  t0=$(date +%s); nice -n 15 mvn -q -B -P quick -pl $1 -am test -Dtest="$2" -Dsurefire.failIfNoSpecifiedTests=false -Dskewer.excludedGroups= > results/slow-$3.log 2>&1; rc=$?
  echo "$3 rc $rc $(( $(date +%s)-t0 )) s" >> results/slow.txt
}
run store 'CrashImageTest' crashimage
run targets/process 'DefectsOfProcessTest' defectsofprocess
run targets/process 'NetworkRunsTest' networkruns
run targets/embedded 'CrashPointTest' crashpoint
run targets/jdbc 'ServersTest' servers
