package dev.skewer.harness.cli;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.results.Printable;
import dev.skewer.site.SiteServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skewer serve}: stored runs and campaigns in a browser. */
@Command(
        name = "serve",
        description = "Shows stored runs and campaigns, and those that go on, in a browser.",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Nothing is written, and only this machine gets an answer unless --bind says otherwise.",
            "Ctrl-C ends it."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--results", paramLabel = "DIR", description = "Where run folders are (default: ${DEFAULT-VALUE}).")
    private String results = RunSettings.DEFAULT_RESULTS;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address to listen at; 0.0.0.0 for all of this machine (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "A further name that the site may be asked for by, as behind a proxy; repeatable.")
    private List<String> hosts = List.of();

    private final Surroundings surroundings;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new UserException("serve: --port must be from 0 to " + MAX_PORT + ", and is " + port);
        }
        Path folder = surroundings.resolve(results);
        if (!Files.isDirectory(folder)) {
            throw new UserException("serve: --results " + Printable.line(results) + ": "
                    + (Files.exists(folder) ? "not a directory" : "no such folder")
                    + "; give the one that has the runs");
        }
        InetAddress address = address();
        var over = new CountDownLatch(1);
        surroundings.interruption().listen(over::countDown);
        var settings = new SiteServer.Settings(
                folder, address, bind, port, hosts, Producer.name(), SiteServer.Settings.REQUEST_SECONDS);
        try (SiteServer site = start(settings)) {
            announce(site.address(), address);
            if (!surroundings.interruption().isWished()) {
                over.await();
            }
        }
        return ExitCode.VALID;
    }

    private InetAddress address() {
        try {
            if (!bind.isEmpty()) {
                return InetAddress.getByName(bind);
            }
        } catch (UnknownHostException e) {
            throw new UserException("serve: --bind " + Printable.line(bind) + ": no address of this machine", e);
        }
        throw new UserException("serve: --bind '' is no address; leave it out for 127.0.0.1");
    }

    private SiteServer start(SiteServer.Settings settings) {
        try {
            return SiteServer.start(
                    settings, failure -> surroundings.err().println("skewer: " + Printable.line(failure)));
        } catch (IOException e) {
            throw new UserException("serve: " + why(e), e);
        }
    }

    private String why(IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        if (reason.contains("Address already in use")) {
            return "--port " + port + ": another process listens there; choose another, or 0 for any that is free";
        }
        if (reason.contains("Permission denied")) {
            return "--port " + port + ": permission denied; choose one of at least 1024";
        }
        return "--bind " + Printable.line(bind) + ": " + Printable.line(reason) + "; give an address of this machine";
    }

    private void announce(InetSocketAddress at, InetAddress address) {
        String host = address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        String shown = address.isAnyLocalAddress() ? "localhost" : host;
        Paint paint = surroundings.paint(output.noColor());
        if (!address.isLoopbackAddress()) {
            surroundings
                    .err()
                    .println("skewer: serve: " + host
                            + " can be reached from other machines, and whoever reaches it can read all"
                            + " that is stored there; there is no password");
        }
        if (output.json()) {
            surroundings.out().println("{\"url\":\"http://" + shown + ":" + at.getPort() + "/\"}");
        } else {
            surroundings.out().println(paint.bold("serving   ") + Printable.line(results));
            surroundings.out().println(paint.bold("at        ") + "http://" + shown + ":" + at.getPort() + "/");
        }
        surroundings.out().flush();
    }
}
