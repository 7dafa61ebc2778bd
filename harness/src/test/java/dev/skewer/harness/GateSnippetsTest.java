package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is ready-made for CI: the action for GitHub, and the workflow, the pipeline and the Jenkinsfile that {@code docs/ci.md} shows. Their
 * form is held to what these programs document, and their commands are run.
 */
@EnabledOnOs(OS.LINUX)
class GateSnippetsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");
    private static final Pattern INPUT = Pattern.compile("\\binputs\\.([a-z-]+)");

    /** Small, and right both times. */
    private static final String CAMPAIGN = """
            name: small
            ops: 1000
            tests:
              - {isolation: snapshot, fault: [none, flush], expect: valid}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Checkout checkout;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aRepositoryWithACampaign() throws IOException {
        checkout = new Checkout(folder, "skewer/skewer");
        Files.writeString(folder.resolve("consistency.yaml"), CAMPAIGN);
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(ROOT.resolve(file).toFile());
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    // ── form ────────────────────────────────────────────────────────────────────────────────────────────────────────

    /** As https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax has it for composite actions. */
    @Test
    void theActionIsOneThatGithubTakes() throws IOException {
        JsonNode action = yaml("action.yml");
        assertThat(names(action)).containsExactly("description", "inputs", "name", "outputs", "runs");
        assertThat(action.at("/inputs").properties()).allSatisfy(input -> {
            assertThat(input.getKey()).matches("[a-z][a-z-]*");
            assertThat(names(input.getValue())).containsExactly("default", "description");
            // A truth value or a number would come as something else than what is written.
            assertThat(input.getValue().get("default").getNodeType()).isEqualTo(JsonNodeType.STRING);
        });
        assertThat(action.at("/runs/using").stringValue()).isEqualTo("composite");
        var ids = new HashSet<String>();
        for (JsonNode step : action.at("/runs/steps")) {
            assertThat(Set.of("if", "id", "uses", "with", "run", "shell", "env"))
                    .containsAll(names(step));
            assertThat(step.has("run")).isNotEqualTo(step.has("uses"));
            assertThat(step.has("shell")).isEqualTo(step.has("run"));
            if (step.has("uses")) {
                assertThat(step.get("uses").stringValue()).matches("actions/[a-z-]+@v\\d+");
            } else {
                // What is put into a script is a part of it; what comes by the environment is not.
                assertThat(step.get("run").stringValue()).doesNotContain("${{");
            }
            if (step.has("id")) {
                assertThat(ids.add(step.get("id").stringValue())).isTrue();
            }
        }
        Set<String> used = new TreeSet<>();
        Matcher input = INPUT.matcher(action.at("/runs").toString());
        while (input.find()) {
            used.add(input.group(1));
        }
        assertThat(used).isEqualTo(names(action.at("/inputs")));
        assertThat(action.at("/outputs").properties()).allSatisfy(output -> {
            assertThat(names(output.getValue())).containsExactly("description", "value");
            Matcher value = Pattern.compile("\\$\\{\\{ steps\\.([a-z]+)\\.outputs\\.([a-z]+) }}")
                    .matcher(output.getValue().get("value").stringValue());
            assertThat(value.matches()).isTrue();
            assertThat(ids).contains(value.group(1));
            assertThat(action.at("/runs/steps").toString()).contains("echo \\\"" + value.group(2) + "=");
        });
    }

    @Test
    void theWorkflowUsesTheActionAsItIs() throws IOException {
        JsonNode workflow = yaml("deploy/github/consistency.yml");
        assertThat(names(workflow)).containsExactly("jobs", "name", "on", "permissions");
        assertThat(names(workflow.at("/on"))).containsExactly("pull_request", "push");
        JsonNode job = workflow.at("/jobs/campaign");
        assertThat(names(job)).containsExactly("runs-on", "steps", "timeout-minutes");
        JsonNode step = job.at("/steps/1");
        assertThat(step.get("uses").stringValue()).startsWith("OWNER/skewer@");
        assertThat(names(yaml("action.yml").at("/inputs"))).containsAll(names(step.get("with")));
    }

    /** As https://docs.gitlab.com/ci/yaml/ has it. */
    @Test
    void thePipelineIsOneThatGitlabTakes() throws IOException {
        JsonNode job = yaml("deploy/gitlab/gitlab-ci.yml").at("/consistency");
        assertThat(Set.of("image", "timeout", "variables", "before_script", "script", "after_script", "artifacts"))
                .containsAll(names(job));
        assertThat(Set.of("when", "paths", "reports", "expire_in")).containsAll(names(job.get("artifacts")));
        assertThat(job.at("/artifacts/when").stringValue()).isEqualTo("always");
        assertThat(names(job.at("/artifacts/reports"))).containsExactly("junit");
    }

    @Test
    void thePageShowsThemAsTheyAre() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/ci.md"));
        for (String file :
                List.of("deploy/github/consistency.yml", "deploy/gitlab/gitlab-ci.yml", "deploy/jenkins/Jenkinsfile")) {
            assertThat(page)
                    .contains("\n" + Files.readString(ROOT.resolve(file)) + "```\n")
                    .contains("../" + file);
        }
        for (String input : names(yaml("action.yml").at("/inputs"))) {
            assertThat(page).contains("| `" + input + "` |");
        }
    }

    // ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────

    private Checkout.Done run(String script) throws IOException, InterruptedException {
        return checkout.run(List.of("bash", "-e", "-o", "pipefail", "-c", script), environment);
    }

    private void baseline() throws IOException, InterruptedException {
        Checkout.Done campaign = run("./skewer/skewer campaign consistency.yaml --results before");
        assertThat(campaign.code()).as(campaign.out()).isZero();
        Checkout.Done update = run("./skewer/skewer baseline update before/latest --baseline baseline.yaml");
        assertThat(update.code()).as(update.out()).isZero();
    }

    /** The scripts of the action, carried out as GitHub does with these inputs. */
    private List<Checkout.Done> act(Map<String, String> with) throws IOException, InterruptedException {
        JsonNode action = yaml("action.yml");
        Map<String, String> inputs = new LinkedHashMap<>();
        action.at("/inputs")
                .properties()
                .forEach(input -> inputs.put(
                        input.getKey(), input.getValue().get("default").stringValue()));
        assertThat(inputs.keySet()).containsAll(with.keySet());
        inputs.putAll(with);
        List<Checkout.Done> done = new ArrayList<>();
        for (JsonNode step : action.at("/runs/steps")) {
            if (step.has("run")) {
                environment.clear();
                environment.put("GITHUB_ACTION_PATH", folder.resolve("skewer").toString());
                environment.put("GITHUB_OUTPUT", folder.resolve("outputs").toString());
                step.at("/env").properties().forEach(variable -> {
                    Matcher expression = EXPRESSION.matcher(variable.getValue().stringValue());
                    environment.put(
                            variable.getKey(),
                            expression.replaceAll(found -> Matcher.quoteReplacement(
                                    inputs.get(found.group(1).replace("inputs.", "")))));
                });
                done.add(run(step.get("run").stringValue()));
            }
        }
        return done;
    }

    @Test
    @Tag("slow")
    void theActionRunsTheCampaignAndLeavesItsReports() throws Exception {
        baseline();
        List<Checkout.Done> done = act(Map.of(
                "campaign", "consistency.yaml",
                "baseline", "baseline.yaml",
                "results", "with a space",
                "arguments", "--seed\n1\n"));
        assertThat(done)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.code()).as(each.out()).isZero());
        assertThat(Files.readAllLines(folder.resolve("outputs")))
                .allSatisfy(output -> assertThat(folder.resolve(output.substring(output.indexOf('=') + 1)))
                        .isNotEmptyFile());
    }

    @Test
    @Tag("thorough")
    void anActionThatIsGivenNonsenseFailsAndRunsNothingElse() throws Exception {
        List<Checkout.Done> done = act(Map.of("campaign", "$(touch harmed)", "arguments", "--seed\n'; touch harmed"));
        assertThat(done.get(0).code()).isEqualTo(254);
        assertThat(done.get(1).code()).isZero();
        assertThat(folder.resolve("harmed")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void thePipelineAndTheJenkinsfileGate() throws Exception {
        baseline();
        JsonNode job = yaml("deploy/gitlab/gitlab-ci.yml").at("/consistency");
        List<String> pipeline = new ArrayList<>();
        List.of("script", "after_script")
                .forEach(name -> job.get(name).forEach(line -> pipeline.add(line.stringValue())));
        String jenkinsfile = Files.readString(ROOT.resolve("deploy/jenkins/Jenkinsfile"));
        Matcher step = Pattern.compile("(?m)^ +sh '([^']*)'$").matcher(jenkinsfile);
        List<String> steps = new ArrayList<>();
        while (step.find()) {
            steps.add(step.group(1));
        }
        assertThat(steps).hasSize(3);
        for (List<String> commands : List.of(pipeline, steps)) {
            for (String command : commands) {
                Checkout.Done done = run(command);
                assertThat(done.code()).as(command + "\n" + done.out()).isZero();
            }
            assertThat(folder.resolve("skewer-results/junit.xml")).isNotEmptyFile();
            Files.delete(folder.resolve("skewer-results/junit.xml"));
        }
    }
}
