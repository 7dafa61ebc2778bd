package dev.skewer.results.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is measured over time as JSON, there and back: {@code latencies} and {@code activity}. An array for each figure, as an object for each
 * bucket would repeat the names.
 */
final class SeriesJson {
    private static final Outcome[] ENDED = {Outcome.OK, Outcome.FAIL, Outcome.INFO};

    private SeriesJson() {}

    static void put(ObjectNode json, List<LatencySeries> latencies) {
        ArrayNode all = json.putArray("latencies");
        for (LatencySeries series : latencies) {
            ObjectNode one = all.addObject().put("function", series.function());
            one.put("bucket_ms", Json.millis(series.bucketNanos()));
            putCounts(one, "ok", series.buckets(), LatencySeries.Bucket::ok);
            putCounts(one, "fail", series.buckets(), LatencySeries.Bucket::fail);
            putCounts(one, "info", series.buckets(), LatencySeries.Bucket::info);
            putLatencies(one, "p50_us", series.buckets(), LatencySeries.Bucket::p50);
            putLatencies(one, "p90_us", series.buckets(), LatencySeries.Bucket::p90);
            putLatencies(one, "p99_us", series.buckets(), LatencySeries.Bucket::p99);
            putLatencies(one, "max_us", series.buckets(), LatencySeries.Bucket::max);
            ObjectNode points = one.putObject("points");
            ArrayNode at = points.putArray("at_ms");
            ArrayNode latency = points.putArray("us");
            ArrayNode outcome = points.putArray("type");
            for (LatencySeries.Point point : series.points()) {
                at.add(Json.millis(point.at()));
                latency.add(Json.micros(point.latency()));
                outcome.add(point.outcome().label());
            }
        }
    }

    private static <T> void putCounts(ObjectNode json, String name, List<T> all, ToLongFunction<T> count) {
        ArrayNode counts = json.putArray(name);
        all.forEach(each -> counts.add(count.applyAsLong(each)));
    }

    private static void putLatencies(
            ObjectNode json,
            String name,
            List<LatencySeries.Bucket> buckets,
            ToLongFunction<LatencySeries.Bucket> latency) {
        ArrayNode all = json.putArray(name);
        for (LatencySeries.Bucket bucket : buckets) {
            long nanos = latency.applyAsLong(bucket);
            if (nanos == LatencySeries.NONE) {
                all.add(-1);
            } else {
                all.add(Json.micros(nanos));
            }
        }
    }

    /** The latencies over time of a summary; none of one that was written before they were kept. */
    static List<LatencySeries> latencies(StoredObject json) {
        return json.has("latencies")
                ? json.objects("latencies").stream().map(SeriesJson::series).toList()
                : List.of();
    }

    private static LatencySeries series(StoredObject json) {
        List<Long> ok = json.allCounts("ok");
        List<Long> fail = json.allCounts("fail");
        List<Long> info = json.allCounts("info");
        long[] p50 = latencies(json, "p50_us");
        long[] p90 = latencies(json, "p90_us");
        long[] p99 = latencies(json, "p99_us");
        long[] max = latencies(json, "max_us");
        json.haveLength(ok.size(), "ok", "fail", "info", "p50_us", "p90_us", "p99_us", "max_us");
        var buckets = new ArrayList<LatencySeries.Bucket>();
        for (int i = 0; i < ok.size(); i++) {
            buckets.add(new LatencySeries.Bucket(ok.get(i), fail.get(i), info.get(i), p50[i], p90[i], p99[i], max[i]));
        }
        return new LatencySeries(
                json.text("function"), json.widthFromMillis("bucket_ms"), buckets, points(json.object("points")));
    }

    /** Where no operation ended ok stands -1, which is no latency. */
    private static long[] latencies(StoredObject json, String name) {
        long[] nanos = json.allNanosFromMicros(name);
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = nanos[i] < 0 ? LatencySeries.NONE : nanos[i];
        }
        return nanos;
    }

    private static List<LatencySeries.Point> points(StoredObject json) {
        long[] at = json.allNanosFromMillis("at_ms");
        long[] latency = json.allNanosFromMicros("us");
        List<Outcome> outcomes = json.listOf("type", ENDED, Outcome::label);
        json.haveLength(at.length, "at_ms", "us", "type");
        var points = new ArrayList<LatencySeries.Point>();
        for (int i = 0; i < at.length; i++) {
            points.add(new LatencySeries.Point(at[i], latency[i], outcomes.get(i)));
        }
        return points;
    }

    static void put(ObjectNode json, Activity activity) {
        ObjectNode all = json.putObject("activity").put("bucket_ms", Json.millis(activity.bucketNanos()));
        ArrayNode lanes = all.putArray("lanes");
        for (Activity.Lane lane : activity.lanes()) {
            ObjectNode one = lanes.addObject();
            one.set("first", Json.process(lane.first()));
            one.put("processes", lane.processes());
            putCounts(one, "ok", lane.ok(), Long::longValue);
            putCounts(one, "fail", lane.fail(), Long::longValue);
            putCounts(one, "info", lane.info(), Long::longValue);
        }
    }

    /** The activity of a summary; none of one that was written before it was kept. */
    static Activity activity(StoredObject json) {
        if (!json.has("activity")) {
            return Activity.NONE;
        }
        StoredObject activity = json.object("activity");
        return new Activity(
                activity.widthFromMillis("bucket_ms"),
                activity.objects("lanes").stream()
                        .map(lane -> new Activity.Lane(
                                lane.name("first"),
                                lane.count("processes"),
                                lane.allCounts("ok"),
                                lane.allCounts("fail"),
                                lane.allCounts("info")))
                        .toList());
    }
}
