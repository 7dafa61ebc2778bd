package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.report.HtmlReport;
import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final String HOSTILE =
            "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload='x' & \u0000\u001b[2J";

    private static String render(String text) {
        return HtmlReport.render(Samples.run(Samples.skewed(text), text));
    }

    @Test
    void escapesHostileValuesEverywhere() {
        String page = render(HOSTILE);
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img").doesNotContain("\u0000", "\u001b");
        // The same elements in the same order as with a harmless text: nothing of the text became markup.
        assertThat(tags(page)).isEqualTo(tags(render("harmless")));
    }

    @Test
    void isWellFormedAndNeedsNothingFromOutside() throws Exception {
        String markup = markup(render(HOSTILE));
        String xml = markup.replace("<!doctype html>", "").replaceAll("<(meta|br)([^>]*)>", "<$1$2/>");
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("*");
        assertThat(elements.getLength()).isGreaterThan(50);
        for (int i = 0; i < elements.getLength(); i++) {
            NamedNodeMap attributes = elements.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                assertThat(attributes.item(j).getNodeName()).doesNotMatch("style|src|on.*");
            }
        }
        assertThat(markup).doesNotContain("http:", "https:");
        assertThat(render(HOSTILE)).doesNotContain("url(", "@import", "innerHTML");
    }

    @Test
    void tellsTheSmallestStoryFirstAndTheFirstOneOnDemand() {
        String page = render("tiny");
        assertThat(page.indexOf("The smallest example")).isPositive().isLessThan(page.indexOf("The first one found"));
        assertThat(page).contains("1,234", ">T1</button>", "trim tiny", "skewer test --workload tiny");
    }

    @Test
    void saysWhatAVerdictMeans() {
        assertThat(HtmlReport.render(Samples.run(Samples.clean(Validity.TRUE, 77), "x")))
                .contains("The store kept its promise, with 77 opportunities to break it");
        assertThat(HtmlReport.render(Samples.run(Samples.clean(Validity.UNKNOWN, 0), "x")))
                .contains("Nothing can be said");
    }

    /** The page without what its script, its style sheet and its data say. */
    private static String markup(String page) {
        return page.replaceAll("(?s)(<(script|style)[^>]*>).*?</\\2>", "$1</$2>");
    }

    private static String tags(String page) {
        return Pattern.compile("<(/?[a-z0-9]+)")
                .matcher(markup(page))
                .results()
                .map(m -> m.group(1))
                .toList()
                .toString();
    }
}
