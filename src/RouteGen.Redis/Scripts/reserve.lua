-- KEYS: the reservation; for each charge its account and what is held in it.
-- ARGV: clock offset, id, lifetime in ms; for each charge amount, cap, whether the cap is kept, and the window.
-- Answers whether it is granted, and for each shortage the charge, what others hold, what of it is reserved, the number of buckets and each with its amount.
local now = server_time()
local id, lifetime = ARGV[2], tonumber(ARGV[3])
local known = read(KEYS[1])
local is_live = known.due and tonumber(known.due) > now
local charges, answer, refused = {}, {1}, false

for i = 1, (#KEYS - 1) / 2 do
  local at = 4 + (i - 1) * 7
  local charge = open(KEYS[2 * i], KEYS[2 * i + 1], window_at(at + 3), now)
  charge.text = ARGV[at]
  charge.amount = amount_of(charge.text)
  charge.own = is_live and known[charge.account] or '0'
  charges[i] = charge
  local own = amount_of(charge.own)
  if is_less(own, charge.amount) then
    local reserved = minus(charge.reserved, own)
    local others = plus(charge.committed, reserved)
    if is_less(amount_of(ARGV[at + 1]), plus(others, charge.amount)) then
      refused = refused or ARGV[at + 2] == '1'
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
  if charge.own ~= '0' then redis.call('ZREM', charge.held, id .. ':' .. charge.own) end
  if charge.text ~= '0' then redis.call('ZADD', charge.held, now + lifetime, id .. ':' .. charge.text) end
  if charge.own ~= '0' or charge.text ~= '0' then
    redis.call('HSET', charge.account, 'reserved', text_of(plus(minus(charge.reserved, amount_of(charge.own)), charge.amount)))
    redis.call('HSET', KEYS[1], charge.account, charge.text)
    keep(charge.account, lifetime + 60000)
    keep(charge.held, lifetime + 60000)
  end
end

-- It is known for an hour after its expiry.
redis.call('HSET', KEYS[1], 'due', string.format('%.0f', now + lifetime))
keep(KEYS[1], lifetime + 3660000)
return answer
