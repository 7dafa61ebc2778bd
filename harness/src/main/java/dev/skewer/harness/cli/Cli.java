package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.plugin.Plugins;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.Scratch;
import dev.skewer.history.HistoryException;
import dev.skewer.registry.Nearest;
import dev.skewer.registry.RegistryException;
import dev.skewer.results.Printable;
import dev.skewer.store.StoreException;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.SpecException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: arguments in, exit code out, and nothing of the process touched but its surroundings. */
public final class Cli {
    private static final List<String> VERSION = List.of("--version", "-V");
    /** How picocli begins a complaint about an option's value. */
    private static final Pattern INVALID_VALUE =
            Pattern.compile("^Invalid value for option '([^']+)'(?: \\([^)]*\\))?: ");

    private Cli() {}

    /**
     * Runs one command.
     *
     * @param args the command line
     * @param process everything else that the command may touch
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(String[] args, Surroundings process) {
        Surroundings surroundings = process.guarded();
        // Reading a command's annotations takes a good part of the start-up time, so only those are read that matter.
        if (args.length == 1 && VERSION.contains(args[0])) {
            surroundings.out().println(Producer.name());
            return ExitCode.VALID;
        }
        CommandLine line = new CommandLine(new RootCommand(surroundings));
        Map<String, Function<Surroundings, Object>> commands = commands();
        String first = args.length > 0 ? args[0] : "";
        if (!first.isEmpty() && !first.startsWith("-") && !commands.containsKey(first)) {
            // Also with --help behind it, by which scripts ask whether a command is there.
            return complain(
                    surroundings,
                    "unknown command '" + first + "'" + Nearest.hint(first, commands.keySet()),
                    ExitCode.USER_ERROR);
        }
        commands.forEach((name, command) -> {
            if (name.equals(first) || !commands.containsKey(first)) {
                line.addSubcommand(command.apply(surroundings));
            }
        });
        line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                surroundings.paint(List.of(args).contains("--no-color")).isOn() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.max(80, Math.min(120, surroundings.columns())));
        line.setAbbreviatedOptionsAllowed(false);
        line.setOverwrittenOptionsAllowed(false);
        line.setExpandAtFiles(false);
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setParameterExceptionHandler((e, rest) -> complain(surroundings, complaint(e), ExitCode.USER_ERROR));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, surroundings));
        line.setExecutionStrategy(parsed -> withPlugins(parsed, surroundings));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return complain(
                    surroundings,
                    "out of memory: the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB is too small; set SKEWER_JAVA_OPTS=-Xmx… to enlarge it",
                    ExitCode.FAILURE);
        } catch (StackOverflowError | LinkageError e) {
            return failed(e, surroundings);
        } finally {
            surroundings.out().flush();
        }
    }

    /** Runs a command with the plugins that it names, and those that are always there. */
    private static int withPlugins(ParseResult parsed, Surroundings surroundings) {
        if (PluginOptions.isHelpOnly(parsed)) {
            // Help is there whatever lies in the folder of plugins.
            return new CommandLine.RunLast().execute(parsed);
        }
        try {
            List<Path> jars =
                    PluginOptions.of(parsed).stream().map(surroundings::resolve).toList();
            return Plugins.of(jars, surroundings.plugins()).during(() -> new CommandLine.RunLast().execute(parsed));
        } catch (CommandLine.ExecutionException e) {
            throw e;
        } catch (Exception e) {
            return failed(e, surroundings);
        }
    }

    private static Map<String, Function<Surroundings, Object>> commands() {
        var commands = new LinkedHashMap<String, Function<Surroundings, Object>>();
        commands.put("test", TestCommand::new);
        commands.put(
                "campaign",
                surroundings -> new CommandLine(new CampaignCommand(surroundings))
                        .addSubcommand(new MergeCommand(surroundings)));
        commands.put("check", CheckCommand::new);
        commands.put("generate", GenerateCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put(
                "baseline",
                surroundings -> new CommandLine(new BaselineCommand())
                        .addSubcommand(new BaselineUpdateCommand(surroundings))
                        .addSubcommand(new BaselineAcceptCommand(surroundings))
                        .addSubcommand(new BaselineShowCommand(surroundings)));
        commands.put("shrink", ShrinkCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("prune", PruneCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("doctor", DoctorCommand::new);
        return commands;
    }

    private static int failed(Throwable e, Surroundings surroundings) {
        if (e instanceof UserException
                || e instanceof HistoryException
                || e instanceof SpecException
                || e instanceof RegistryException) {
            return complain(surroundings, String.valueOf(e.getMessage()), ExitCode.USER_ERROR);
        }
        if (e instanceof FailureException || e instanceof RunException || e instanceof StoreException) {
            return complain(surroundings, String.valueOf(e.getMessage()), ExitCode.FAILURE);
        }
        String what = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        return complain(surroundings, "internal failure: " + what + logged(e), ExitCode.FAILURE);
    }

    private static int complain(Surroundings surroundings, String message, int code) {
        surroundings.out().flush();
        surroundings.err().println("skewer: " + Printable.line(message));
        return code;
    }

    /** Writes the stack trace where it bothers nobody, and says where that is. */
    private static String logged(Throwable e) {
        try {
            Path log = Files.createTempFile(Scratch.systemDirectory(), "skewer-failure-", ".log");
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            Files.write(log, (Producer.name() + "\n" + trace).getBytes(StandardCharsets.UTF_8));
            return " (log: " + log + ")";
        } catch (IOException unwritable) {
            return "";
        }
    }

    /** What is wrong with the command line, in one line, with what was probably meant. */
    private static String complaint(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = INVALID_VALUE
                .matcher(String.valueOf(e.getMessage()))
                .replaceFirst("$1: ")
                .replaceFirst("('[+-]?\\d+') is not an? (int|long)$", "$1 is too large")
                .replaceFirst(" is not an? (int|long)$", " is no integer")
                .replaceFirst(" is not a double$", " is no number");
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                message = "unknown option '" + option + "'" + near(option, options(command));
            } else {
                message = "unexpected argument '" + word + "'";
            }
        }
        int end = message.indexOf('\n');
        String path = command.getCommandSpec().qualifiedName().replace("skewer ", "");
        String where = command.getParent() == null ? "" : path + ": ";
        String help = message.contains("did you mean") || message.contains(";")
                ? ""
                : "; see " + command.getCommandSpec().qualifiedName() + " --help";
        return where + (end < 0 ? message : message.substring(0, end)) + help;
    }

    private static String near(String option, List<String> options) {
        return Nearest.to(option, options)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static List<String> options(CommandLine command) {
        var names = new ArrayList<String>();
        command.getCommandSpec().options().forEach(option -> {
            if (!option.hidden()) {
                names.addAll(List.of(option.names()));
            }
        });
        return names;
    }
}
