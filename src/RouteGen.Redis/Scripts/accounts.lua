-- An account is a hash of its buckets and of 'reserved', the sum of what is held in it. What is held stands in a sorted set of 'reservation:amount:estimate' by
-- the time at which it expires; only what stands there is held. What expires there is committed at its estimate, to the bucket of that time. A reservation is a
-- hash of 'due' and its 'amount:estimate' by account.
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

-- What a reservation holds, and what it is taken to have cost when it expires; nothing where there is none.
local function held_of(text)
  if not text then return {0, 0}, {0, 0} end
  -- An earlier package wrote no estimate, and released what expired.
  return amount_of(text:match('^%d+')), amount_of(text:match(':(%d+)$') or '0')
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

local function name_at(window, time)
  return string.format('%.0f', bucket_at(window, time))
end

-- ARGV from first on: step, origin, the number of older buckets that count, and how long an amount can count, in ms.
local function window_at(first)
  return {step = tonumber(ARGV[first]), origin = tonumber(ARGV[first + 1]), older = tonumber(ARGV[first + 2]), counts = tonumber(ARGV[first + 3])}
end

-- A sum stops at the largest number.
local function sum_of(text, amount)
  local sum = plus(amount_of(text or '0'), amount)
  if is_less(LARGEST, sum) then return LARGEST end
  return sum
end

-- Takes off what has expired, and commits what it is taken to have cost.
local function expire(account, held, window, now, fields)
  local expired = redis.call('ZRANGEBYSCORE', held, '-inf', now, 'WITHSCORES')
  if #expired == 0 then return end
  local reserved, oldest = amount_of(fields.reserved or '0'), bucket_at(window, now) - window.older
  for i = 1, #expired, 2 do
    local amount, estimate = held_of(expired[i]:match(':(%d+:%d+)$') or expired[i]:match('%d+$'))
    local due = tonumber(expired[i + 1])
    reserved = minus(reserved, amount)
    if is_less({0, 0}, estimate) and bucket_at(window, due) >= oldest then
      local name = name_at(window, due)
      fields[name] = text_of(sum_of(fields[name], estimate))
      redis.call('HSET', account, name, fields[name])
    end
  end
  redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
  redis.call('HSET', account, 'reserved', text_of(reserved))
  fields.reserved = text_of(reserved)
end

-- Takes off what an account was charged for a reservation when that expired; known is what the reservation says, due when it expired.
local function take_back(opened, window, known, due)
  local _, estimate = held_of(known)
  local name = name_at(window, due)
  if opened.buckets[name] and is_less({0, 0}, estimate) then
    opened.buckets[name] = text_of(minus(amount_of(opened.buckets[name]), estimate))
    opened.committed = minus(opened.committed, estimate)
    opened.taken = name
  end
end

-- Opens an account: takes off what has expired, and sums up the buckets that count.
local function open(account, held, window, now)
  local fields = read(account)
  expire(account, held, window, now, fields)
  local reserved = amount_of(fields.reserved or '0')
  fields.reserved = nil
  local opened = {account = account, held = held, window = window, reserved = reserved, committed = {0, 0}, buckets = {}, old = {}, newest = nil}
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
