package dev.skewer.targets.redis;

/**
 * What Redis does at one moment, as a script in Lua. An invocation has three keys: its metadata, a hash of epoch, first index, length,
 * and a mark where it is gone; its entries, a list of {@code index:entry}, oldest first; and its state, a hash.
 *
 * <p>A refusal is an error that begins with {@value #REFUSED}, before anything is changed.
 */
enum Script {
    /** Keys: metadata and entries of each invocation. Arguments: for each entry, which invocation, from 1, and the entry. */
    APPEND("""
            for i = 1, #KEYS, 2 do
              if redis.call('HGET', KEYS[i], 'gone') then return redis.error_reply('REFUSED purged') end
            end
            local positions = {}
            for a = 1, #ARGV, 2 do
              local meta, journal = KEYS[2 * ARGV[a] - 1], KEYS[2 * ARGV[a]]
              redis.call('HSETNX', meta, 'epoch', 0)
              redis.call('HSETNX', meta, 'first', 0)
              local length = tonumber(redis.call('HGET', meta, 'length') or '0')
              redis.call('RPUSH', journal, length .. ':' .. ARGV[a + 1])
              redis.call('HSET', meta, 'length', length + 1)
              positions[#positions + 1] = tonumber(redis.call('HGET', meta, 'epoch'))
              positions[#positions + 1] = length
            end
            return positions"""),
    /** Keys: metadata, entries, state. Arguments: the entry, the key of the state. */
    SET_STATE("""
            if redis.call('HGET', KEYS[1], 'gone') then return redis.error_reply('REFUSED purged') end
            redis.call('HSETNX', KEYS[1], 'epoch', 0)
            redis.call('HSETNX', KEYS[1], 'first', 0)
            local length = tonumber(redis.call('HGET', KEYS[1], 'length') or '0')
            redis.call('RPUSH', KEYS[2], length .. ':' .. ARGV[1])
            redis.call('HSET', KEYS[1], 'length', length + 1)
            redis.call('HSET', KEYS[3], ARGV[2], ARGV[1])
            return {tonumber(redis.call('HGET', KEYS[1], 'epoch')), length}"""),
    /** Keys: metadata, entries. Argument: the length to keep. */
    TRIM("""
            local meta = redis.call('HMGET', KEYS[1], 'epoch', 'first', 'length', 'gone')
            if not meta[1] then return redis.error_reply('REFUSED unknown') end
            if meta[4] then return redis.error_reply('REFUSED purged') end
            local epoch, first, length = tonumber(meta[1]), tonumber(meta[2]), tonumber(meta[3])
            local wanted = tonumber(ARGV[1])
            if wanted >= length then return {epoch, first, length} end
            local kept = math.max(wanted, first)
            if kept == first then
              redis.call('DEL', KEYS[2])
            else
              redis.call('LTRIM', KEYS[2], 0, kept - first - 1)
            end
            redis.call('HSET', KEYS[1], 'epoch', epoch + 1, 'length', kept)
            return {epoch + 1, first, kept}"""),
    /** Keys: metadata, entries. Argument: the first index to keep. */
    COMPACT("""
            local meta = redis.call('HMGET', KEYS[1], 'epoch', 'first', 'length', 'gone')
            if not meta[1] then return redis.error_reply('REFUSED unknown') end
            if meta[4] then return redis.error_reply('REFUSED purged') end
            local epoch, first, length = tonumber(meta[1]), tonumber(meta[2]), tonumber(meta[3])
            local from = math.min(tonumber(ARGV[1]), length)
            if from <= first then return {epoch, first, length} end
            redis.call('LTRIM', KEYS[2], from - first, -1)
            redis.call('HSET', KEYS[1], 'first', from)
            return {epoch, from, length}"""),
    /** Keys: metadata, entries, state. */
    PURGE("""
            local meta = redis.call('HMGET', KEYS[1], 'epoch', 'first', 'length', 'gone')
            if not meta[1] then return redis.error_reply('REFUSED unknown') end
            if meta[4] then return redis.error_reply('REFUSED purged') end
            redis.call('DEL', KEYS[2], KEYS[3])
            redis.call('HSET', KEYS[1], 'gone', 1)
            return {tonumber(meta[1]), tonumber(meta[2]), tonumber(meta[3])}"""),
    /** Keys: metadata, entries and state of each invocation. Answers what the three commands for each would. */
    READ("""
            local found = {}
            for i = 1, #KEYS, 3 do
              found[#found + 1] = redis.call('HMGET', KEYS[i], 'epoch', 'first', 'length', 'gone')
              found[#found + 1] = redis.call('LRANGE', KEYS[i + 1], 0, -1)
              found[#found + 1] = redis.call('HGETALL', KEYS[i + 2])
            end
            return found"""),
    /** Key: a register. Arguments: what is expected, what is to be there. Answers whether it is. */
    COMPARE_AND_SET("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1"""),
    /** Arguments: of each command its name, how many words follow that, and these. Answers what the commands would; what is not there is false. */
    TRANSACT("""
            local found, at = {}, 1
            while at <= #ARGV do
              local words = tonumber(ARGV[at + 1])
              found[#found + 1] = redis.call(ARGV[at], unpack(ARGV, at + 2, at + 1 + words))
              at = at + 2 + words
            end
            return found""");

    /** How a refusal begins. */
    static final String REFUSED = "REFUSED ";

    private final String text;

    Script(String text) {
        this.text = text;
    }

    /** In Lua. */
    String text() {
        return text;
    }
}
