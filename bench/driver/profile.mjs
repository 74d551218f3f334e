import path from "node:path"; import { mkdirSync, writeFileSync } from "node:fs";
import { launch } from "./browser.js"; import { bundle } from "./bundle.js"; import { serve } from "./server.js";
const [site, rows="1000000", what="load"] = process.argv.slice(2);
const data="/work/main/target/bench/1"; const modules="/tmp/prof/modules"; mkdirSync(modules,{recursive:true});
await bundle(["dealerscope"], modules); const server = await serve({ site, data, modules });
const times=[];
for (let i=0;i<Number(process.env.N??1);i++){
const browser = await launch(); const page = await browser.newPage(); await page.goto(server.address+"/page/index.html"); await page.waitForFunction("window.bench");
server.begin("dealerscope");
if (what==="load") await browser.startTracing(page,{categories:["disabled-by-default-v8.cpu_profiler","disabled-by-default-v8.cpu_profiler.hires","v8"]});
const m = await page.evaluate((t)=>window.bench(t),{engine:"dealerscope",data:`/data/${rows}`,warmUps:3,changes:24});
const w=page.workers()[0]; console.log("wasm MB", await w.evaluate(()=>globalThis.__wasm?.memory.buffer.byteLength/1048576));
times.push(m.load); console.log("start",m.start.toFixed(0),"load",m.load.toFixed(0),"first",m.first.toFixed(1),"median",m.changes.toSorted((a,b)=>a-b)[12].toFixed(2));
if (what==="load"){ const buf=await browser.stopTracing(); const ev=JSON.parse(buf.toString()).traceEvents;
 const profs=new Map(); for(const e of ev){ if(e.name==="Profile"||e.name==="ProfileChunk"){const k=e.pid+":"+e.id; const p=profs.get(k)??{nodes:new Map(),self:new Map(),tid:0}; profs.set(k,p); const d=e.args.data; for(const n of d.cpuProfile?.nodes??[]) p.nodes.set(n.id,n); (d.cpuProfile?.samples??[]).forEach((s,i)=>p.self.set(s,(p.self.get(s)??0)+(d.timeDeltas?.[i]??0))); }}
 for(const p of profs.values()){ const by=new Map(); let tot=0; for(const[id,t]of p.self){const n=p.nodes.get(id); const f=n?.callFrame.functionName??"?"; if(f==="(idle)"||f==="(program)")continue; by.set(f,(by.get(f)??0)+t); tot+=t;} if(tot<100000)continue; console.log("== total ms",(tot/1000).toFixed(0)); for(const[f,t]of [...by].sort((a,b)=>b[1]-a[1]).slice(0,45)) console.log((t/1000).toFixed(1).padStart(8),f.slice(0,150)); } }
await browser.close(); }
server.close();
