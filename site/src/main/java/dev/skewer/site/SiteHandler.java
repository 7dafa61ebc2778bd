package dev.skewer.site;

import dev.skewer.results.summary.SummaryException;
import dev.skewer.site.page.MessagePage;
import dev.skewer.site.page.SitePage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.EtagUtils;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Takes requests, refuses those that are not for the site, and sends what it answers with headers that leave a browser no choice. */
final class SiteHandler extends Handler.Abstract {
    private static final int NOT_MODIFIED = 304;
    private static final int FOUND = 302;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int MISDIRECTED = 421;
    private static final int FAILURE = 500;

    /** A page of a browser's own is all that may use an answer. */
    private static final List<HttpField> HEADERS = List.of(
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("X-Frame-Options", "DENY"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new HttpField("Cross-Origin-Embedder-Policy", "require-corp"),
            new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new HttpField("Cache-Control", "no-cache"));

    private final Site site;
    private final HostNames hosts;
    private final Consumer<String> failures;

    /**
     * A handler of a site.
     *
     * @param failures told in one line of what should not have happened
     */
    SiteHandler(Site site, HostNames hosts, Consumer<String> failures) {
        this.site = site;
        this.hosts = hosts;
        this.failures = failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        protect(response.getHeaders());
        try {
            Optional<Answer> refusal = refusal(request, response);
            send(request, response, callback, refusal.isPresent() ? refusal.get() : answer(request));
        } catch (NotThereException e) {
            page(
                    request,
                    response,
                    callback,
                    NOT_FOUND,
                    MessagePage.render("Not here", String.valueOf(e.getMessage())));
        } catch (SummaryException e) {
            page(
                    request,
                    response,
                    callback,
                    FAILURE,
                    MessagePage.render("It cannot be shown", "What is stored of it is damaged: " + e.getMessage()));
        } catch (IOException e) {
            page(
                    request,
                    response,
                    callback,
                    FAILURE,
                    MessagePage.render(
                            "It cannot be read",
                            "Something on the way to it, or the results folder itself, cannot be read."));
        } catch (RuntimeException e) {
            failures.accept("internal failure at " + request.getHttpURI().getPath() + ": " + e);
            page(
                    request,
                    response,
                    callback,
                    FAILURE,
                    MessagePage.render("Something went wrong", "That should not have happened."));
        }
        return true;
    }

    /** What every answer has, whatever it is. */
    static void protect(HttpFields.Mutable headers) {
        HEADERS.forEach(headers::put);
        headers.put("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
    }

    private Optional<Answer> refusal(Request request, Response response) {
        String named = request.getHeaders().get(HttpHeader.HOST);
        String addressed = request.getHttpURI().getHost();
        if (named == null || !hosts.accepts(named) || (addressed != null && !hosts.accepts(addressed))) {
            return Optional.of(new Answer.Page(
                    MISDIRECTED,
                    MessagePage.render(
                            "Wrong name", "This site does not answer under the name that it was asked for by.")));
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return Optional.of(
                    new Answer.Page(NOT_ALLOWED, MessagePage.render("Not possible", "This site can only be read.")));
        }
        return Optional.empty();
    }

    private Answer answer(Request request) throws IOException {
        Optional<List<String>> path =
                Question.steps(String.valueOf(request.getHttpURI().getPath()));
        if (path.isEmpty()) {
            return badRequest();
        }
        Map<String, String> parameters = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
                parameters.put(field.getName(), String.valueOf(field.getValue()));
            }
        } catch (RuntimeException e) {
            // Jetty has an exception of its own for each way to write a query wrongly.
            return badRequest();
        }
        return site.answer(new Question(path.get(), parameters));
    }

    private static Answer badRequest() {
        return new Answer.Page(
                BAD_REQUEST, MessagePage.render("No address", "What was asked for is no address of a page."));
    }

    private static void send(Request request, Response response, Callback callback, Answer answer) throws IOException {
        HttpFields.Mutable headers = response.getHeaders();
        if (answer instanceof Answer.Page page) {
            page(request, response, callback, page.status(), page.page());
        } else if (answer instanceof Answer.Rendered rendered) {
            headers.put(HttpHeader.ETAG, rendered.tag());
            if (isKnown(request, rendered.tag())) {
                empty(response, callback, NOT_MODIFIED);
            } else {
                page(request, response, callback, 200, rendered.rendering().render());
            }
        } else if (answer instanceof Answer.File file) {
            FileResponse.send(request, response, callback, file);
        } else if (answer instanceof Answer.Elsewhere elsewhere) {
            headers.put(HttpHeader.LOCATION, elsewhere.location());
            empty(response, callback, FOUND);
        } else {
            empty(response, callback, NO_CONTENT);
        }
    }

    /** Whether the browser has this version. */
    static boolean isKnown(Request request, String tag) {
        return request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true).stream()
                .anyMatch(known -> known.equals("*") || EtagUtils.matches(tag, known));
    }

    static void empty(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, null, callback);
    }

    private static void page(Request request, Response response, Callback callback, int status, SitePage page) {
        byte[] bytes = page.html().getBytes(StandardCharsets.UTF_8);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", page.policy());
        if (page.refreshSeconds() > 0) {
            headers.put("Refresh", page.refreshSeconds());
        }
        headers.put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.setStatus(status);
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isHead ? null : ByteBuffer.wrap(bytes), callback);
    }

    /** What is told of a request that is none, or too large, before it comes to the site. */
    static final class Errors implements Request.Handler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            protect(response.getHeaders());
            Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
            page(
                    request,
                    response,
                    callback,
                    status instanceof Integer code ? code : FAILURE,
                    MessagePage.render("No request", "The server cannot make anything of this request."));
            return true;
        }
    }
}
