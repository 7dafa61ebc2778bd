package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The jobs in {@code deploy/}: they are what the published API takes, and their commands do what they are for. */
@EnabledOnOs(OS.LINUX)
class DeployTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    /** Shorter than those that the jobs run. */
    private static final String CAMPAIGN = """
            name: small
            ops: 1000
            tests:
              - {isolation: [snapshot, locked], fault: [none, flush], expect: valid}
              - {isolation: committed, ops: 300000, fault: slow-reader, expect: read-skew}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private static List<JsonNode> documents(String file) throws IOException {
        try (var documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(DEPLOY.resolve(file).toFile())) {
            return documents.readAll();
        }
    }

    /** Read as the API's own client does: a field that it does not know, or that it requires and does not find, is an error. */
    private static V1Job job(JsonNode document) throws IOException {
        return V1Job.fromJson(new JsonMapper().writeValueAsString(document));
    }

    private static V1JobSpec spec(JsonNode document) throws IOException {
        return Objects.requireNonNull(job(document).getSpec());
    }

    private static V1PodSpec pod(V1JobSpec job) {
        return Objects.requireNonNull(job.getTemplate().getSpec());
    }

    private static V1Container container(V1JobSpec job) {
        assertThat(pod(job).getContainers()).hasSize(1);
        return pod(job).getContainers().get(0);
    }

    private static Map<String, String> environment(V1Container container) {
        var environment = new HashMap<String, String>();
        for (V1EnvVar variable : Objects.requireNonNull(container.getEnv())) {
            environment.put(variable.getName(), Objects.requireNonNull(variable.getValue()));
        }
        return environment;
    }

    @Test
    void theKubernetesJobsAreWhatTheApiTakes() throws IOException {
        List<JsonNode> documents = documents("kubernetes/campaign.yaml");
        assertThat(documents).hasSize(2);
        V1PersistentVolumeClaim claim =
                V1PersistentVolumeClaim.fromJson(new JsonMapper().writeValueAsString(documents.get(0)));
        assertThat(Objects.requireNonNull(claim.getSpec()).getAccessModes()).containsExactly("ReadWriteMany");
        for (JsonNode document :
                List.of(documents.get(1), documents("kubernetes/merge.yaml").get(0))) {
            assertThat(job(document).getApiVersion()).isEqualTo("batch/v1");
            assertThat(job(document).getKind()).isEqualTo("Job");
            V1PodSpec pod = pod(spec(document));
            // A policy of exit codes needs pods that are not restarted where they are.
            assertThat(pod.getRestartPolicy()).isEqualTo("Never");
            assertThat(Objects.requireNonNull(container(spec(document)).getVolumeMounts()).stream()
                            .map(V1VolumeMount::getName)
                            .toList())
                    .containsExactlyElementsOf(Objects.requireNonNull(pod.getVolumes()).stream()
                            .map(volume -> volume.getName())
                            .toList());
        }
        V1JobSpec spec = spec(documents.get(1));
        assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
        assertThat(spec.getParallelism()).isEqualTo(spec.getCompletions());
        assertThat(spec.getBackoffLimit()).as("per index instead").isNull();
        assertThat(environment(container(spec))).containsEntry("SHARDS", String.valueOf(spec.getCompletions()));
        var rules = Objects.requireNonNull(spec.getPodFailurePolicy()).getRules();
        assertThat(Objects.requireNonNull(rules.get(0).getOnExitCodes()).getContainerName())
                .isEqualTo(container(spec).getName());
        // Both write to and read from one place.
        V1Container merge = container(spec(documents("kubernetes/merge.yaml").get(0)));
        assertThat(environment(container(spec))).containsAllEntriesOf(environment(merge));
    }

    /** That a mistake would be noticed. */
    @Test
    void aFieldThatTheApiDoesNotHaveWouldBeNoticed() throws IOException {
        JsonNode document = documents("kubernetes/campaign.yaml").get(1);
        ((ObjectNode) document.at("/spec")).put("completionmode", "Indexed");
        assertThatThrownBy(() -> job(document)).hasMessageContaining("completionmode");
        JsonNode other = documents("kubernetes/campaign.yaml").get(1);
        ((ObjectNode) other.at("/spec/template/spec")).remove("containers");
        assertThatThrownBy(() -> job(other)).hasMessageContaining("containers");
    }

    /** Runs a command where {@code skewer} is on the path, as in the image, and beside it, as in a checkout. */
    private Checkout.Done shell(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path work = folder.resolve("work");
        var environment = new HashMap<>(variables);
        environment.put("PATH", work + ":" + System.getenv("PATH"));
        return new Checkout(work, "skewer").run(command, environment);
    }

    @Test
    @Tag("thorough")
    void theShardsOfTheKubernetesJobMakeTheWhole() throws Exception {
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(folder.resolve("work/small.yaml"), CAMPAIGN);
        V1Container shard = container(spec(documents("kubernetes/campaign.yaml").get(1)));
        V1Container merge = container(spec(documents("kubernetes/merge.yaml").get(0)));
        Map<String, String> environment = environment(shard);
        environment.put("CAMPAIGN", "small.yaml");
        environment.put("SHARDS", "3");
        environment.put("RESULTS", folder.resolve("results").toString());
        for (int index = 0; index < 3; index++) {
            environment.put("JOB_COMPLETION_INDEX", String.valueOf(index));
            Checkout.Done done = shell(Objects.requireNonNull(shard.getCommand()), environment);
            assertThat(done.code()).as(done.out()).isZero();
            assertThat(done.out()).containsPattern("cells +\\d of \\d as expected");
        }
        environment.keySet().removeIf(name -> !environment(merge).containsKey(name));
        Checkout.Done done = shell(Objects.requireNonNull(merge.getCommand()), environment);
        assertThat(done.code()).as(done.out()).isZero();
        assertThat(done.out()).contains("5 of 5 as expected", "campaign  pass");
        assertThat(folder.resolve("results/" + environment.get("RUN") + "/whole/latest/campaign.json"))
                .exists();
    }

    @Test
    @Tag("thorough")
    void theShardsOfTheMatrixMakeTheWhole() throws Exception {
        JsonNode workflow = documents("github/campaign.yml").get(0);
        int shards = workflow.at("/jobs/shard/strategy/matrix/shard").size();
        assertThat(workflow.at("/env/SHARDS").stringValue()).isEqualTo(String.valueOf(shards));
        assertThat(workflow.at("/jobs/merge/needs").stringValue()).isEqualTo("shard");
        assertThat(workflow.at("/jobs/merge/if").stringValue()).isEqualTo("always()");
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.writeString(work.resolve("small.yaml"), CAMPAIGN);
        var environment = new HashMap<>(Map.of("CAMPAIGN", "small.yaml", "SHARDS", String.valueOf(shards)));
        for (int shard = 1; shard <= shards; shard++) {
            environment.put("SHARD", String.valueOf(shard));
            Checkout.Done done = shell(List.of("sh", "-c", command(workflow, "shard")), environment);
            assertThat(done.code()).as(done.out()).isZero();
            // As artifacts are brought to the machine that merges.
            Files.createDirectories(work.resolve("artifacts"));
            Files.move(work.resolve("shards"), work.resolve("artifacts/shard-" + shard));
        }
        Checkout.Done done = shell(List.of("sh", "-c", command(workflow, "merge")), Map.of());
        assertThat(done.code()).as(done.out()).isZero();
        assertThat(done.out()).contains("5 of 5 as expected", "campaign  pass");
        assertThat(work.resolve("whole/latest/campaign.json")).exists();
    }

    private static String command(JsonNode workflow, String job) {
        var commands = new ArrayList<String>();
        for (JsonNode step : workflow.at("/jobs/" + job + "/steps")) {
            if (step.has("run")) {
                commands.add(step.get("run").stringValue());
            }
        }
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }

    /** No container engine runs here; what can be read of the image is that it takes what the build makes, and what its jobs call. */
    @Test
    void theImageTakesTheArchive() throws IOException {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));
        assertThat(lines)
                .filteredOn(line -> !line.startsWith("#") && !line.startsWith(" ") && !line.isBlank())
                .allMatch(line -> line.matches("(FROM|RUN|COPY|USER|WORKDIR|ENTRYPOINT) .+"));
        assertThat(lines).contains("COPY target/skewer-*.zip /tmp/");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<finalName>skewer-${project.version}</finalName>")
                .contains("<outputDirectory>${maven.multiModuleProjectDirectory}/target</outputDirectory>");
        assertThat(String.join("\n", lines)).contains("/usr/local/bin/skewer");
    }
}
