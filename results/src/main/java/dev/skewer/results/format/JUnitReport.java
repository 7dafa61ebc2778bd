package dev.skewer.results.format;

import dev.skewer.results.Printable;
import dev.skewer.results.outcome.StoryText;
import dev.skewer.results.outcome.TestOutcome;
import dev.skewer.results.outcome.TestOutcome.Status;
import dev.skewer.results.outcome.TestOutcomes;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A summary as JUnit's XML: a test suite with a test case for each test. There is no standard of it; what is written here is what both the
 * schema of Surefire and that of Jenkins' xUnit plugin allow: one suite as the root, its properties first, and in a test case at most one
 * of {@code failure}, {@code error} and {@code skipped}, then {@code system-out}. Figures of a test stand in the latter, as neither allows properties there.
 *
 * <p>XML 1.0 cannot have most control characters, in no form; they are written as {@code Printable} shows them.
 */
final class JUnitReport {
    /** Of an attribute, which most readers show on one line. */
    private static final int MAX_ATTRIBUTE = 1_000;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private final Set<String> names = new HashSet<>();

    private JUnitReport() throws XMLStreamException {
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    static String render(Summary summary) {
        try {
            return new JUnitReport().suite(summary, TestOutcomes.of(summary));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory takes whatever is written", e);
        }
    }

    private String suite(Summary summary, List<TestOutcome> outcomes) throws XMLStreamException {
        String name = suiteName(summary);
        Duration time = outcomes.stream().map(TestOutcome::time).reduce(Duration.ZERO, Duration::plus);
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", String.valueOf(outcomes.size()));
        attribute("failures", count(outcomes, Status.FAILED));
        attribute("errors", count(outcomes, Status.UNDECIDED));
        attribute("skipped", count(outcomes, Status.SKIPPED));
        attribute("time", seconds(time));
        line();
        properties(summary);
        for (TestOutcome outcome : outcomes) {
            test(name, outcome);
        }
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
        return text.toString();
    }

    private static String suiteName(Summary summary) {
        if (summary instanceof CheckSeries series) {
            return series.checks().stream()
                    .map(check -> check.verdict().model())
                    .findFirst()
                    .orElse("check");
        }
        return summary instanceof CampaignSummary campaign
                ? campaign.name()
                : ((CheckedHistory) summary).verdict().model();
    }

    private void properties(Summary summary) throws XMLStreamException {
        var properties = new LinkedHashMap<String, String>();
        properties.put("skewer.producer", summary.producer());
        properties.put("skewer.verdict", summary.valid().toString());
        if (summary instanceof CampaignSummary campaign) {
            properties.put("skewer.folder", campaign.folder());
            properties.put("skewer.plan", campaign.part().plan());
            properties.put("skewer.shard", campaign.part().shard().toString());
        } else if (summary instanceof RunSummary run) {
            properties.put("skewer.folder", run.folder());
            run.spec().forEach((option, value) -> properties.put("skewer.spec." + option, String.valueOf(value)));
        }
        xml.writeStartElement("properties");
        line();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
            line();
        }
        xml.writeEndElement();
        line();
    }

    private void test(String suite, TestOutcome outcome) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", unique(outcome.name()));
        attribute("classname", suite);
        attribute("time", seconds(outcome.time()));
        switch (outcome.status()) {
            case PASSED -> {}
            case FAILED -> against("failure", type(outcome), outcome);
            case UNDECIDED -> against("error", "unknown", outcome);
            case SKIPPED -> {
                line();
                xml.writeEmptyElement("skipped");
                attribute("message", outcome.reason());
            }
        }
        if (!outcome.figures().isEmpty()) {
            line();
            xml.writeStartElement("system-out");
            line();
            for (Map.Entry<String, String> figure : outcome.figures().entrySet()) {
                xml.writeCharacters(figure.getKey() + ": " + Printable.line(figure.getValue(), MAX_ATTRIBUTE));
                line();
            }
            xml.writeEndElement();
        }
        line();
        xml.writeEndElement();
        line();
    }

    /** What kind of failure: the anomaly, or that none was where one was to be found. */
    private static String type(TestOutcome outcome) {
        return outcome.findings().stream()
                .map(finding -> finding.anomaly())
                .findFirst()
                .orElse("not-as-expected");
    }

    private void against(String element, String type, TestOutcome outcome) throws XMLStreamException {
        line();
        xml.writeStartElement(element);
        attribute("message", outcome.reason());
        attribute("type", type);
        line();
        for (String told : StoryText.lines(outcome)) {
            xml.writeCharacters(told);
            line();
        }
        xml.writeEndElement();
    }

    /** Readers take test cases of one name for one that was repeated. */
    private String unique(String name) {
        String candidate = name;
        for (int i = 2; !names.add(candidate); i++) {
            candidate = name + " (" + i + ")";
        }
        return candidate;
    }

    private static String count(List<TestOutcome> outcomes, Status status) {
        return String.valueOf(
                outcomes.stream().filter(outcome -> outcome.status() == status).count());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Printable.line(value, MAX_ATTRIBUTE));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
