import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { Connection } from "#db/client.server.ts";
import { migrate } from "./scripts/local/migrations.ts";
import { databaseOptions } from "./scripts/local/options.ts";
import { extendPath, openDataDir } from "./scripts/local/environment.ts";
import { loadStatistics } from "#app/statistics/load-statistics.server.ts";
const root = import.meta.dirname;
extendPath(root);
const dataDir = process.env.BENCH_DIR ?? mkdtempSync("/tmp/bench-");
await openDataDir(dataDir);
const config = join(root, "wrangler.toml");
await migrate(config, dataDir);
const miniflare = new Miniflare(databaseOptions(config, dataDir));
const d1 = await miniflare.getD1Database("DB");
const N = 100_000;
const users = ["11111111-1111-4111-8111-111111111111", "21111111-1111-4111-8111-111111111111"];
const now = Date.now();
const c = await d1.prepare("select count(*) n from tasks").first() as {n:number};
if (c.n === 0) {
  for (const u of users) {
    await d1.prepare("insert into users (id,email,name,password_hash,time_zone,created_at) values (?,?,?,?,?,?)").bind(u, u+"@x", "A", "-", "America/New_York", now).run();
    for (let from = 0; from < N; from += 5000) {
      await d1.prepare(`insert into tasks (user_id,id,title,description,status,priority,due,tags,reminders,completed_at,created_at,updated_at,version)
        select ?1, ?2 + value, 'Task number ' || value, 'Some description of a task that is as long as such things are', case when value % 5 < 3 then 'completed' else 'pending' end,
        case value % 3 when 0 then 'high' when 1 then 'medium' else 'low' end, case when value%2 then '2026-11-20T09:00:00' end,
        json_array('tag' || (value % 40), 'other' || (value % 7)), '[]', case when value % 5 < 3 then ?3 - abs(random() % (86400000 * 1000)) end, ?3 - 86400000 * 1001, ?3, 1
        from (with recursive s(value) as (select 1 union all select value+1 from s where value < 5000) select value from s)`).bind(u, from, now).run();
    }
  }
}
for (const sql of (process.env.SQL ?? "").split(";").filter(Boolean)) await d1.prepare(sql).run();
const conn = new Connection(d1 as never);
const db = conn.open();
for (let i = 0; i < 5; i++) {
  const t = performance.now();
  const s = await loadStatistics({ db, userId: users[0] as string, timeZone: "America/New_York", now: new Date() });
  console.log((performance.now() - t).toFixed(0), "ms", conn.trips, "trips");
  if (i === 4) console.log(JSON.stringify({ ...s, completedPerDay: s.completedPerDay.length, byTag: s.byTag.length }));
}
// each statement
import { countByStatusAndPriority, countByTag, listCompletionDays } from "#db/statistics.server.ts";
import { zonePeriods } from "#app/statistics/zone-periods.ts";
import { localTime } from "#app/tasks/task-view.server.ts";
const time = localTime({ timeZone: "America/New_York", now: new Date() });
for (const [name, f] of Object.entries({ groups: () => countByStatusAndPriority(db, users[0]!, time), tags: () => countByTag(db, users[0]!, 50), days: () => listCompletionDays(db, users[0]!, zonePeriods("America/New_York", new Date())) })) {
  await f(); const t = performance.now(); await f(); console.log(name, (performance.now() - t).toFixed(0));
}
await miniflare.dispose();
