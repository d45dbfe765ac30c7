-- Numbers of Lua are doubles, exact to 2^53 only. An amount is a pair {high, low}: high * 10^10 + low, both exact; its text is decimal.
local LOW = 10000000000
local LARGEST = {922337203, 6854775807}

local function amount_of(text)
  if #text <= 10 then return {0, tonumber(text)} end
  return {tonumber(text:sub(1, -11)), tonumber(text:sub(-10))}
end

local function text_of(a)
  if a[1] == 0 then return string.format('%.0f', a[2]) end
  return string.format('%.0f%010.0f', a[1], a[2])
end

local function plus(a, b)
  local high, low = a[1] + b[1], a[2] + b[2]
  if low >= LOW then return {high + 1, low - LOW} end
  return {high, low}
end

-- Never below nothing.
local function minus(a, b)
  local high, low = a[1] - b[1], a[2] - b[2]
  if low < 0 then high, low = high - 1, low + LOW end
  if high < 0 then return {0, 0} end
  return {high, low}
end

local function is_less(a, b)
  return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2])
end
