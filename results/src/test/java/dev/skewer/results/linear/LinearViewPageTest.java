package dev.skewer.results.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skewer.checker.Validity;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Status;
import dev.skewer.results.linear.LinearView.Step;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinearViewPageTest {
    static final String HOSTILE = "</script></style></title><!--<script>document.title='owned'</script>"
            + "<img src=x onerror=\"document.title='owned'\">'\" & {{data}} $1 \\ \u2028\u0000\u001b[2J\ud800";

    @Test
    void noTextBecomesMarkup() {
        String page = LinearViewPage.render(Views.forgetful(HOSTILE, HOSTILE));
        assertThat(tags(page)).isEqualTo(tags(LinearViewPage.render(Views.forgetful("harmless", "so"))));
        assertThat(page).doesNotContain("<img", "<!--", "\u2028", "\u0000", "\u001b");
    }

    @Test
    void textsReachTheScriptAsTheyAreButPrintable() {
        JsonNode data = data(LinearViewPage.render(Views.forgetful(HOSTILE, HOSTILE)));
        String printable = HOSTILE.replace("\u2028", "\\u2028")
                .replace("\u0000", "\\u0000")
                .replace("\u001b", "\\u001b")
                .replace("\ud800", "\\ud800");
        assertThat(data.at("/ops/3/2").stringValue()).isEqualTo(printable);
        assertThat(data.at("/orders/refusals/0/1").stringValue()).isEqualTo(printable);
    }

    @Test
    void isWellFormedAndNeedsNothingFromOutside() throws Exception {
        String page = LinearViewPage.render(Views.forgetful(HOSTILE, HOSTILE));
        String markup = page.replaceAll("(?s)(<(script|style)[^>]*>).*?</\\2>", "$1</$2>")
                .replace("<!doctype html>", "");
        String xml = markup.replaceAll("<meta([^>]*)>", "<meta$1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(markup).doesNotContainPattern("<[^>]* (src|href|style|on\\w+)=");
        assertThat(page).doesNotContain("http:", "https:", "url(", "@import", "innerHTML");
    }

    @Test
    void thePolicyAllowsTheTwoInlinePiecesAndNothingElse() throws Exception {
        String page = LinearViewPage.render(Views.forgetful("x", ""));
        String policy =
                group(page, "Content-Security-Policy\" content=\"([^\"]*)\"").replace("&#39;", "'");
        assertThat(policy)
                .startsWith("default-src 'none'; script-src '" + hash(group(page, "<script>(.*?)</script>"))
                        + "'; style-src '" + hash(group(page, "<style>(.*?)</style>")) + "';")
                .doesNotContain("unsafe", "*");
        // Until it is known, nothing else may have been loaded.
        assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style>"));
    }

    @Test
    void equalViewsGiveEqualPages() {
        assertThat(LinearViewPage.render(Views.forgetful("x", "")))
                .isEqualTo(LinearViewPage.render(Views.forgetful("x", "")));
    }

    @Test
    void ordersShareTheirBeginningAndStates() {
        JsonNode data = data(LinearViewPage.render(Views.forgetful("x", "")));
        assertThat(data.at("/orders/steps")).hasToString("[[-1,0,1],[0,1,2]]");
        assertThat(data.at("/orders/paths")).hasToString("[0,1]");
        assertThat(data.at("/orders/states")).hasToString("[\"x 0\",\"x 1\",\"x 2\"]");
    }

    @Test
    void processesStandInNumericOrderAndTimesCountFromTheStart() {
        JsonNode data = data(LinearViewPage.render(Views.forgetful("x", "")));
        assertThat(data.get("processes")).hasToString("[\"9\",\"10\",\"x\"]");
        assertThat(data.at("/ops/0")).hasToString("[2,\"write 1\",\"x\",\"ok\",100,0,3,0,3000]");
        assertThat(data.at("/ops/1")).hasToString("[1,\"write x\",\"\",\"info\",101,1,-1,1000,-1]");
    }

    @Test
    void cutsWhatNobodyReads() {
        String page = LinearViewPage.render(Views.forgetful("y".repeat(100_000), ""));
        assertThat(page).hasSizeLessThan(150_000).contains("y… (100000 characters)");
    }

    @Test
    void theStoryIsToldAboveThePicture() {
        String page = LinearViewPage.render(Views.forgetful("<b>", "They contradict <each> other."));
        assertThat(page)
                .containsPattern("data-story=\"story\" data-step=\"0\"[^>]*>T1</button>")
                .containsPattern("data-story=\"story\" data-step=\"1\"[^>]*>T2</button>")
                .contains("<p class=\"why\">They contradict &lt;each&gt; other.</p>");
        assertThat(LinearViewPage.render(Views.linearizable())).doesNotContain("<table");
    }

    @Test
    void theVerdictIsToldInOneSentence() {
        assertThat(sentence(Views.linearizable()))
                .isEqualTo(
                        "The numbered path is an order that explains every answer: 2 operations take effect one after"
                                + " the other, each between its call and its return.");
        assertThat(sentence(Views.of(Validity.TRUE, List.of())))
                .isEqualTo("Some order of the operations explains every answer.");
        assertThat(sentence(Views.forgetful("read → 1", "")))
                .isEqualTo("No order of the operations explains every answer: read → 1 fits nowhere.");
        assertThat(sentence(Views.of(Validity.TRUE, List.of(List.of(new Step(0, "1"))))))
                .isEqualTo(
                        "Some order of the operations explains every answer. It is not shown: the numbered path is the"
                                + " longest beginning of one that was found, with 1 operation of 2.");
        assertThat(sentence(Views.of(Validity.UNKNOWN, List.of(List.of(new Step(0, "1"))))))
                .isEqualTo(
                        "The check ended before an answer was found. The longest order so far has 1 operation of 2.");
    }

    @Test
    void refusesWhatCannotBeShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.of(Validity.TRUE, List.of(List.of(new Step(2, "1")))))
                .withMessage("there is no operation 2 among 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Op("0", "read", "", Status.INFO, 40, 4, 5, 0, 0))
                .withMessage("operation 40, INFO, invoked at event 4, cannot complete at event 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Op("0", "read", "", Status.OK, 40, 4, LinearView.NONE, 0, 0));
    }

    private static String sentence(LinearView view) {
        return group(LinearViewPage.render(view), "<p class=\"lead\">(.*?)</p>");
    }

    private static JsonNode data(String page) {
        return JsonMapper.shared().readTree(group(page, "id=\"view-data\">(.*?)</script>"));
    }

    private static List<String> tags(String page) {
        String markup = page.replaceAll("(?s)<script>.*?</script>", "<script></script>");
        return Pattern.compile("<(/?[a-z0-9]+)")
                .matcher(markup)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String group(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String hash(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
