package dev.skewer.targets.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random messages in pieces of random size, held against the messages themselves. */
class RequestDuplicationTest {
    private static ByteBuffer frame(int number, int length) {
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + Integer.BYTES + length);
        return frame.putInt(Integer.BYTES + length).putInt(number).rewind();
    }

    /** The numbers of the frames in a stream. */
    private static List<Integer> numbers(byte[] stream) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        var numbers = new ArrayList<Integer>();
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            numbers.add(bytes.getInt());
            bytes.position(bytes.position() + length - Integer.BYTES);
        }
        return numbers;
    }

    private static byte[] frames(List<Integer> numbers, SplittableRandom random) {
        var out = new ByteArrayOutputStream();
        numbers.forEach(
                number -> out.writeBytes(frame(number, random.nextInt(40)).array()));
        return out.toByteArray();
    }

    private interface Filter {
        ByteBuffer pass(ByteBuffer piece);
    }

    private static byte[] inPieces(byte[] stream, SplittableRandom random, Filter filter) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(stream.length - at, 1 + random.nextInt(60));
            ByteBuffer piece =
                    ByteBuffer.allocateDirect(100).put(stream, at, length).flip();
            ByteBuffer passed = filter.pass(piece);
            byte[] bytes = new byte[passed.remaining()];
            passed.get(bytes);
            out.writeBytes(bytes);
            at += length;
        }
        return out.toByteArray();
    }

    @Test
    void eachRequestArrivesOnceOrTwiceAndIsAnsweredOnce() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RequestDuplication connection = new RequestDuplication(random.split());
            var asked = new ArrayList<Integer>();
            var heard = new ArrayList<Integer>();
            int number = 0;
            int twice = 0;
            for (int round = 0; round < 10; round++) {
                double share = random.nextInt(3) / 2.0;
                var batch = new ArrayList<Integer>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    batch.add(number++);
                }
                asked.addAll(batch);
                List<Integer> arrived =
                        numbers(inPieces(frames(batch, random), random, piece -> connection.requests(piece, share)));
                assertThat(arrived.stream().distinct().toList())
                        .as("seed %s", seed)
                        .isEqualTo(batch);
                assertThat(arrived).as("seed %s", seed).isSorted();
                if (share == 0) {
                    assertThat(arrived).as("seed %s", seed).isEqualTo(batch);
                } else if (share == 1) {
                    assertThat(arrived).as("seed %s", seed).hasSize(2 * batch.size());
                }
                twice += arrived.size() - batch.size();
                heard.addAll(numbers(inPieces(frames(arrived, random), random, connection::replies)));
            }
            assertThat(heard).as("seed %s", seed).isEqualTo(asked);
            assertThat(twice).as("seed %s", seed).isPositive();
        }
    }
}
