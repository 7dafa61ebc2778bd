package dev.skewer.results.format;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * Draws SVG documents of Skewer's own as PNG, at twice their size, with JSVG: one small jar without dependencies that runs no script and is told to
 * load nothing else.
 */
final class PngImage {
    private static final int SCALE = 2;
    /** Wider or higher than that a picture is drawn smaller. */
    private static final int MOST_PIXELS = 16_000;

    private static final LoaderContext LOADING = LoaderContext.builder()
            .externalResourcePolicy(ResourcePolicy.DENY_ALL)
            .build();

    private PngImage() {}

    /**
     * Draws a document.
     *
     * @throws ReportException if this machine cannot draw text, as it has no fonts or a JDK without them
     */
    static byte[] of(String svg) {
        try {
            SVGDocument document =
                    new SVGLoader().load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, LOADING);
            if (document == null) {
                throw new IllegalStateException("an SVG document of Skewer's own cannot be read");
            }
            double scale = Math.min(SCALE, MOST_PIXELS / Math.max(document.size().width, document.size().height));
            int width = (int) Math.ceil(document.size().width * scale);
            int height = (int) Math.ceil(document.size().height * scale);
            var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            try {
                graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
                graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                document.render(null, graphics, new ViewBox(width, height));
            } finally {
                graphics.dispose();
            }
            var png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError | InternalError | NullPointerException e) {
            // What the JDK throws where there is no font at all, or no library that draws them.
            throw new ReportException(
                    "png: this JDK cannot draw text here (" + e
                            + "); install a font such as DejaVu and fontconfig, or take svg",
                    e);
        }
    }
}
