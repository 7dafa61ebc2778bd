package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get wrong: one line on standard error, nothing on standard output, exit code 254. */
class UsageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "test --isolaton committed | test: unknown option '--isolaton'; did you mean '--isolation'?",
                "test --isolation commited | unknown isolation 'commited'; did you mean 'committed'?",
                "test --isolation serializable | unknown isolation 'serializable'; there are committed, snapshot, locked",
                "test --durability fast | unknown durability 'fast'; there are none, buffered, async, sync, replayed",
                "test --defect half-snapshoot | unknown defect 'half-snapshoot'; did you mean 'half-snapshot'?",
                "test --fault flush,compat | unknown fault 'compat'; did you mean 'compact'?",
                "test --workload jurnal | unknown workload 'jurnal'; did you mean 'journal'?",
                "test --target moon | unknown target 'moon'; there are embedded",
                "test --time-limit ten | --time-limit: 'ten' is no duration; write a duration such as 500ms",
                "test --time-limit -5s | --time-limit: '-5s' is no duration",
                "test --time-limit 0s | --time-limit: '0s' is no duration",
                "test --keys many | --keys: 'many' is no integer",
                "test --keys 0 | --keys must be 1",
                "test --concurrency -3 | --concurrency must be 1",
                "test --ops 0 | --ops must be at least 1, and is 0",
                "test --rate -1 | --rate must be a number of more than 0, and is -1.0",
                "test --rate 0 | --rate must be a number of more than 0, and is 0.0",
                "test --rate NaN | --rate must be a number of more than 0, and is NaN",
                "test --rate Infinity | --rate must be a number of more than 0, and is Infinity",
                "test --rate fast | --rate: 'fast' is no number",
                "test --fault none,flush | test: --fault: 'none' stands alone",
                "test --fault flush,flush | fault 'flush' is given twice",
                "test --fault , | test: --fault: ',': a fault is missing before ','",
                "test --fault flush(every=2) | test: --fault: 'flush(every=2)': 'every' is a duration, and not '2'; write a",
                "test --fault sequence(flush,compat) | unknown fault 'compat'; did you mean 'compact'?",
                "test --fault flush(nodes=one) | fault 'flush' does not choose among nodes; leave 'nodes' out",
                "test --fault flush(for=1s) | 'flush(for=1s)': fault 'flush' is over at once; leave 'for' out",
                "test --fault-package crash,net | unknown fault package 'net'; there are crash, disk, network, resources, all",
                "test --target h2 --fault-package network | no fault of package network works on target 'h2' here",
                "test --fault flush,sequence(flush,gc) | fault 'flush' is given twice; what happens more than once is one",
                "test --concurrency 1000000 | --concurrency must be 1 … 1,024, and is 1000000",
                "test --concurrency 99999999999 | --concurrency: '99999999999' is too large",
                "test --keys -1 | --keys must be 1 … 1,000,000, and is -1",
                "test --ops 99999999999999999999 | --ops: '99999999999999999999' is too large",
                "test --seed 99999999999999999999 | --seed: '99999999999999999999' is too large",
                "test --time-limit 99999999h | --time-limit: '99999999h' is no duration",
                "test --results= | '' is no file name; give one",
                "check --model journal --memory-limit 0 x.edn | --memory-limit: '0' is no size",
                "check --model journal --time-limit 0s x.edn | --time-limit: '0s' is no duration",
                "test --seed x | --seed: 'x' is no integer",
                "test --seed 1 --seed 2 | '--seed'",
                "test extra | test: unexpected argument 'extra'",
                "tset | unknown command 'tset'; did you mean 'test'?",
                "tset --help | unknown command 'tset'; did you mean 'test'?",
                "nosuch --json -h | unknown command 'nosuch'; there are test, campaign",
                "test --target h2 --defect half-snapshot | target 'h2' has no defects that can be planted",
                "campaign databses | databses: no such file, and no built-in campaign; did you mean 'databases'?",
                "campaign nightly | nightly: no such file, and no built-in campaign; there are full, databases, restate-3192",
                "report / | skewer: /: is no run or campaign",
                "--verbose | unknown option '--verbose'",
                "list | list: of what? There are workloads, targets, faults",
                "list defect | list: unknown list 'defect'; did you mean 'defects'?",
                "explain | explain: what?",
                "explain read-skw | explain: unknown name 'read-skw'; did you mean 'read-skew'?",
                "check --model journal | FILE",
                "check x.edn | check: --model is missing; there is journal",
                "check --model registry x.edn | unknown model 'registry'",
                "check --model journal x.edn | x.edn: no such file",
                "check --model journal . | .: is a directory; give a history file",
                "check --model journal --format xml x.edn | unknown format 'xml'; there are auto, edn, json, jsonl",
                "check --model journal --memory-limit big x.edn | --memory-limit: 'big' is no size",
                "campaign nightly.yaml | nightly.yaml: no such file",
                "campaign /dev/zero | /dev/zero: larger than 1 MiB",
                "campaign . | .: is a directory; give a campaign file",
            })
    void saysInOneLineWhatIsWrong(String command, String complaint) {
        Shell.Done done = new Shell(directory).run(command.split(" "));
        assertThat(done.complaint())
                .startsWith("skewer: ")
                .contains(complaint)
                .doesNotContain("\n", "Exception", "\tat ");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
    }

    @Test
    void noCommandIsAMistake() {
        Shell.Done done = new Shell(directory).run();
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint())
                .startsWith("skewer: no command given; try test, campaign")
                .doesNotContain("\n");
    }

    @Test
    void hostileArgumentsDoNotReachTheTerminal() {
        Shell.Done done = new Shell(directory).run("test", "--defect", "\u001b[2J\u0007\nx");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint()).doesNotContain("\u001b", "\u0007", "\n").contains("\\u001b[2J\\u0007\\nx");
    }

    @Test
    void anUnwritableResultsFolderIsNoticedBeforeAnythingRuns() throws Exception {
        Files.createFile(directory.resolve("file"));
        Shell.Done done = new Shell(directory).run("test", "--results", "file/runs");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint())
                .startsWith("skewer: --results file/runs: cannot write there: ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "test --help", "campaign -h", "check --help", "list -h", "explain -h", "doctor -h"})
    void helpIsNoMistake(String command) {
        Shell.Done done = new Shell(directory).run(command.split(" "));
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("Usage:").doesNotContain("\u001b");
        assertThat(done.err()).isEmpty();
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(new Shell(directory).run("--help").out())
                .contains("test", "campaign", "check", "generate", "report", "serve", "list", "explain", "doctor");
    }

    @Test
    void versionSaysWhatRuns() {
        Shell.Done done = new Shell(directory).run("--version");
        assertThat(done.code()).isZero();
        assertThat(done.out())
                .startsWith("skewer ")
                .contains("JDK " + Runtime.version().feature());
    }
}
