-- One registration a request, each of another worker: for wrk.
--
--   wrk … -s register.lua URL -- FIXTURE THREADS FIRST OFFERINGS
--
-- FIXTURE is the file of `niangjia fixture rush`, THREADS what wrk was told; the OFFERINGS offerings
-- from number FIRST on are asked for in turn. Prints at the end, as one JSON line, how many answers
-- of each status came.

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
  offerings, workers, statuses, at, spent = {}, {}, {}, 0, 0
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
  local key = worker[2] .. "-" .. first .. "-" .. at
  return wrk.format("POST", "/api/v1/offerings/" .. offering .. "/registrations", {
    ["Authorization"] = "Bearer " .. worker[1],
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = key,
  }, '{"participant_ids":["' .. worker[2] .. '"]}')
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done(summary, latency)
  local sums, spent = {}, 0
  for _, thread in ipairs(threads) do
    for status, times in pairs(thread:get("statuses")) do sums[status] = (sums[status] or 0) + times end
    spent = spent + thread:get("spent")
  end
  local parts = {}
  for status, times in pairs(sums) do parts[#parts + 1] = string.format('"%d":%d', status, times) end
  local e = summary.errors
  io.write(string.format(
    '{"statuses":{%s},"seconds":%.3f,"p50_ms":%.2f,"p99_ms":%.2f,"broken":%d,"timeouts":%d,"spent":%d}\n',
    table.concat(parts, ","), summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write, e.timeout, spent))
end
