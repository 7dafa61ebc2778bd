package dev.skewer.site;

import dev.skewer.site.files.OpenFile;
import dev.skewer.site.page.Links;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.ByteRange;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a file: the whole of it, a part that was asked for, or that it has not changed. No thread waits for the reader; a file that grows
 * meanwhile is sent as long as it was. Of several parts at once the whole is sent, as a server may.
 */
final class FileResponse {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_SATISFIABLE = 416;
    private static final int BUFFER_BYTES = 1 << 16;

    private FileResponse() {}

    static void send(Request request, Response response, Callback callback, Answer.File answer) throws IOException {
        OpenFile file = answer.file();
        boolean isSent = false;
        try {
            isSent = sendOpen(request, response, callback, answer.name(), file);
        } finally {
            if (!isSent) {
                file.close();
            }
        }
    }

    /** Returns whether the file is being sent, and closed when that is over. */
    private static boolean sendOpen(Request request, Response response, Callback callback, String name, OpenFile file) {
        HttpFields.Mutable headers = response.getHeaders();
        String tag = "\"" + FileVersion.of(file) + "\"";
        headers.put(HttpHeader.ETAG, tag);
        headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
        if (SiteHandler.isKnown(request, tag)) {
            SiteHandler.empty(response, callback, NOT_MODIFIED);
            return false;
        }
        ContentType type = ContentType.of(name);
        long from = 0;
        long length = file.size();
        int status = OK;
        String sameAs = request.getHeaders().get(HttpHeader.IF_RANGE);
        List<String> asked = request.getHeaders().getValuesList(HttpHeader.RANGE);
        if (!asked.isEmpty() && (sameAs == null || sameAs.equals(tag))) {
            List<ByteRange> ranges = ByteRange.parse(asked, file.size());
            if (ranges.isEmpty()) {
                headers.put(HttpHeader.CONTENT_RANGE, ByteRange.toNonSatisfiableHeaderValue(file.size()));
                SiteHandler.empty(response, callback, NOT_SATISFIABLE);
                return false;
            }
            if (ranges.size() == 1) {
                ByteRange range = ranges.get(0);
                from = range.first();
                length = range.getLength();
                status = PARTIAL;
                headers.put(HttpHeader.CONTENT_RANGE, range.toHeaderValue(file.size()));
            }
        }
        headers.put(HttpHeader.CONTENT_TYPE, type.value());
        headers.put(HttpHeader.CONTENT_LENGTH, length);
        if (type.isDownload()) {
            headers.put("Content-Disposition", "attachment; filename*=UTF-8''" + Links.encoded(name));
        }
        response.setStatus(status);
        if (HttpMethod.HEAD.is(request.getMethod()) || length == 0) {
            response.write(true, null, callback);
            return false;
        }
        var buffers = new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), false, BUFFER_BYTES);
        Content.Source source = Content.Source.from(buffers, file.channel(), from, length);
        Content.copy(source, response, Callback.from(callback, () -> close(file)));
        return true;
    }

    private static void close(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
            return;
        }
    }
}
