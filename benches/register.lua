-- One registration a request, each of another worker: for wrk.
--
--   wrk … -s register.lua URL -- FIXTURE THREADS FIRST OFFERINGS
--
-- FIXTURE is the file of `niangjia fixture rush`, THREADS what wrk was told; the OFFERINGS offerings
-- from number FIRST on are asked for in turn. Prints at the end, as one JSON line, how many answers
-- came, and how many of them were no 2xx.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  local file = assert(io.open(args[1]))
  local text = file:read("*a")
  file:close()
  count = tonumber(args[2])
  first = tonumber(args[3])
  local many = tonumber(args[4])
  offerings, workers, at, spent = {}, {}, 0, 0
  host = wrk.headers["Host"]
  local all, n = {}, 0
  local list = text:match('"offerings":%[(.-)%]')
  for id in list:gmatch('"([^"]+)"') do all[#all + 1] = id end
  for i = first + 1, first + many do offerings[#offerings + 1] = assert(all[i], "too few offerings") end
  for token, participant in text:gmatch('"token":"([^"]+)","participant_id":"([^"]+)"') do
    if n % count == number then workers[#workers + 1] = { token, participant } end
    n = n + 1
  end
end

function request()
  at = at + 1
  local worker = workers[at]
  if not worker then
    spent = spent + 1
    worker = workers[(at - 1) % #workers + 1]
  end
  local offering = offerings[(at * count + number) % #offerings + 1]
  -- Put together by hand: wrk.format costs as much as some servers do.
  return "POST /api/v1/offerings/" .. offering .. "/registrations HTTP/1.1\r\nHost: " .. host
    .. "\r\nAuthorization: Bearer " .. worker[1] .. "\r\nContent-Type: application/json"
    .. "\r\nIdempotency-Key: " .. worker[2] .. "-" .. first .. "-" .. at
    .. "\r\nContent-Length: 60\r\n\r\n{\"participant_ids\":[\"" .. worker[2] .. "\"]}"
end

function done(summary, latency)
  local spent = 0
  for _, thread in ipairs(threads) do spent = spent + thread:get("spent") end
  local e = summary.errors
  io.write(string.format(
    '{"answered":%d,"refused":%d,"seconds":%.3f,"p50_ms":%.2f,"p99_ms":%.2f,"broken":%d,"timeouts":%d,"spent":%d}\n',
    summary.requests, e.status, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.connect + e.read + e.write, e.timeout, spent))
end
