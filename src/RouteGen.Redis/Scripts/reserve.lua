-- KEYS: the reservation; for each charge its account and what is held in it.
-- ARGV: clock offset, id, lifetime in ms; for each charge amount, what is committed of it if it expires, cap, whether the cap is kept, and the window.
-- Answers whether it is granted, and for each shortage the charge, what others hold, what of it is reserved, the number of buckets and each with its amount.
local now = server_time()
local id, lifetime = ARGV[2], tonumber(ARGV[3])
local known = read(KEYS[1])
local is_live = known.due and tonumber(known.due) > now
local charges, answer, refused = {}, {1}, false

for i = 1, (#KEYS - 1) / 2 do
  local at = 4 + (i - 1) * 8
  local charge = open(KEYS[2 * i], KEYS[2 * i + 1], window_at(at + 4), now)
  charge.text = ARGV[at]
  charge.amount = amount_of(charge.text)
  charge.estimate = ARGV[at + 1]
  charge.own = is_live and known[charge.account]
  -- A call that is not over after all is measured without what it was charged when it expired.
  if known.due and not is_live then take_back(charge, charge.window, known[charge.account], tonumber(known.due)) end
  charges[i] = charge
  local own = held_of(charge.own)
  if is_less(own, charge.amount) then
    local reserved = minus(charge.reserved, own)
    local others = plus(charge.committed, reserved)
    if is_less(amount_of(ARGV[at + 2]), plus(others, charge.amount)) then
      refused = refused or ARGV[at + 3] == '1'
      local count = #answer + 4
      table.insert(answer, i - 1)
      table.insert(answer, text_of(others))
      table.insert(answer, text_of(reserved))
      table.insert(answer, 0)
      for bucket, text in pairs(charge.buckets) do
        answer[count] = answer[count] + 1
        table.insert(answer, bucket)
        table.insert(answer, text)
      end
    end
  end
end

if refused then
  answer[1] = 0
  return answer
end

for _, charge in ipairs(charges) do
  local held = charge.text .. ':' .. charge.estimate
  local own = held_of(charge.own)
  if charge.own then redis.call('ZREM', charge.held, id .. ':' .. charge.own) end
  if charge.text ~= '0' then redis.call('ZADD', charge.held, now + lifetime, id .. ':' .. held) end
  if charge.taken then redis.call('HSET', charge.account, charge.taken, charge.buckets[charge.taken]) end
  if is_less({0, 0}, own) or charge.text ~= '0' or known[charge.account] then
    redis.call('HSET', charge.account, 'reserved', text_of(plus(minus(charge.reserved, own), charge.amount)))
    redis.call('HSET', KEYS[1], charge.account, held)
    -- What expires is noticed late where nobody asks, and counts as long as its window says.
    keep(charge.account, lifetime + charge.window.counts + 60000)
    keep(charge.held, lifetime + charge.window.counts + 60000)
  end
end

-- It is known for an hour after its expiry.
redis.call('HSET', KEYS[1], 'due', string.format('%.0f', now + lifetime))
keep(KEYS[1], lifetime + 3660000)
return answer
