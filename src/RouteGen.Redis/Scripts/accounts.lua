-- An account is a hash of its buckets and of 'reserved', the sum of what is held in it. What is held stands in a sorted set of 'reservation:amount' by the
-- time at which it expires; only what stands there is held. A reservation is a hash of 'due' and its amounts by account.
-- ARGV[1] is added to the server's time, in ms.
local function server_time()
  local t = redis.call('TIME')
  return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000) + tonumber(ARGV[1])
end

-- A hash as a table.
local function read(key)
  local list, fields = redis.call('HGETALL', key), {}
  for i = 1, #list, 2 do fields[list[i]] = list[i + 1] end
  return fields
end

-- An expiry never comes sooner than one that was set before.
local function keep(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, ms) end
end

-- The bucket of a moment: floor((now + origin) / step), or the months since 1970 where step is 0 (days to civil, Howard Hinnant).
local function bucket_at(window, now)
  if window.step > 0 then return math.floor((now + window.origin) / window.step) end
  local day = math.floor(now / 86400000) + 719468
  local era = math.floor(day / 146097)
  local of_era = day - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524) - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local march_based = math.floor((5 * of_year + 2) / 153)
  local month = march_based < 10 and march_based + 3 or march_based - 9
  return (year + era * 400 + (month <= 2 and 1 or 0) - 1970) * 12 + month - 1
end

-- ARGV from first on: step, origin, the number of older buckets that count, and how long an amount can count, in ms.
local function window_at(first)
  return {step = tonumber(ARGV[first]), origin = tonumber(ARGV[first + 1]), older = tonumber(ARGV[first + 2]), counts = tonumber(ARGV[first + 3])}
end

-- Opens an account: takes off what has expired, and sums up the buckets that count.
local function open(account, held, window, now)
  local fields = read(account)
  local reserved = amount_of(fields.reserved or '0')
  local expired = redis.call('ZRANGEBYSCORE', held, '-inf', now)
  if #expired > 0 then
    for _, member in ipairs(expired) do reserved = minus(reserved, amount_of(member:match('%d+$'))) end
    redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
    redis.call('HSET', account, 'reserved', text_of(reserved))
  end
  fields.reserved = nil
  local opened = {account = account, held = held, reserved = reserved, committed = {0, 0}, buckets = {}, old = {}, newest = nil}
  local oldest = bucket_at(window, now) - window.older
  for name, text in pairs(fields) do
    local bucket = tonumber(name)
    if bucket < oldest then
      table.insert(opened.old, name)
    else
      opened.buckets[name] = text
      opened.committed = plus(opened.committed, amount_of(text))
      if not opened.newest or bucket > opened.newest then opened.newest = bucket end
    end
  end
  return opened
end
