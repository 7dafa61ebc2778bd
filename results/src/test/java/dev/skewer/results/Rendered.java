package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skewer.results.format.Reports;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports, read by what others read them with. */
final class Rendered {
    private static final Schema SARIF = schema();
    private static final Schema SUMMARY = summarySchema();
    private static final javax.xml.validation.Schema JUNIT = junitSchema();

    private Rendered() {}

    /** A report of a form that is text. */
    static String text(String form, Summary summary) {
        return text(form, summary, "");
    }

    /** One of the pictures of a form that is text. */
    static String text(String form, Summary summary, String picture) {
        return new String(bytes(form, summary, picture), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String form, Summary summary, String picture) {
        return Reports.named(form).orElseThrow().render(summary, picture);
    }

    /** An XML document, which must be one. */
    static Document xml(String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(text.substring(0, Math.min(2_000, text.length())), e);
        }
    }

    /** JUnit's XML as Surefire reads it, after its schema. */
    static ReportTestSuite junit(String text) {
        try (InputStream xml = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            JUNIT.newValidator().validate(new StreamSource(new StringReader(text)));
            List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                    .parse(new InputStreamReader(xml, StandardCharsets.UTF_8));
            assertThat(suites).hasSize(1);
            return suites.get(0);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(text, e);
        }
    }

    /** SARIF, which the official schema accepts. */
    static JsonNode sarif(String text) {
        assertThat(SARIF.validate(text, InputFormat.JSON)).isEmpty();
        return new JsonMapper().readTree(text);
    }

    /** A document that the published schema of summaries accepts. */
    static JsonNode summary(String text) {
        JsonNode json = Json.READER.readTree(text);
        assertThat(SUMMARY.validate(json)).isEmpty();
        return json;
    }

    /** Markdown as HTML, with the tables of GitHub. */
    static String html(String markdown) {
        var extensions = List.of(TablesExtension.create());
        return HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
    }

    private static javax.xml.validation.Schema junitSchema() {
        try (InputStream xsd = Objects.requireNonNull(Rendered.class.getResourceAsStream("junit.xsd"))) {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new StreamSource(xsd));
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema summarySchema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("..", "docs", "summary.schema.json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        try (InputStream in =
                Objects.requireNonNull(Rendered.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
