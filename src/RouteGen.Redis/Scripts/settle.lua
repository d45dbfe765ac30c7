-- KEYS: the reservation; for each charge its account and what is held in it.
-- ARGV: clock offset, id, whether it is a repetition; for each charge amount and the window.
local now = server_time()
local known = read(KEYS[1])
if not known.due and ARGV[3] == '1' then return 0 end

for i = 1, (#KEYS - 1) / 2 do
  local at = 4 + (i - 1) * 5
  local window = window_at(at + 1)
  local charge = open(KEYS[2 * i], KEYS[2 * i + 1], window, now)
  local own = known[charge.account]
  if own and redis.call('ZREM', charge.held, ARGV[2] .. ':' .. own) == 1 then
    redis.call('HSET', charge.account, 'reserved', text_of(minus(charge.reserved, (held_of(own)))))
  elseif own and tonumber(known.due) <= now then
    -- It has expired and was charged its estimate: the truth takes the place of that.
    take_back(charge, window, own, tonumber(known.due))
    if charge.taken then redis.call('HSET', charge.account, charge.taken, charge.buckets[charge.taken]) end
  end
  if ARGV[at] ~= '0' then
    local bucket = bucket_at(window, now)
    -- A clock that went back settles into the newest bucket, so that no amount is forgotten too early.
    if charge.newest and charge.newest > bucket then bucket = charge.newest end
    local name = string.format('%.0f', bucket)
    redis.call('HSET', charge.account, name, text_of(sum_of(charge.buckets[name], amount_of(ARGV[at]))))
    if #charge.old > 0 then redis.call('HDEL', charge.account, unpack(charge.old)) end
    keep(charge.account, window.counts + 60000)
  end
end

redis.call('DEL', KEYS[1])
return 1
