-- KEYS: the account and what is held in it. ARGV: clock offset, and the window.
local opened = open(KEYS[1], KEYS[2], window_at(2), server_time())
return {text_of(opened.committed), text_of(opened.reserved)}
