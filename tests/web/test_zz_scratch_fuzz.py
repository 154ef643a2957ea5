"""Fills in every form on every page of a person with nasty values, one field at a time."""
import sys, re, itertools
sys.path.insert(0,'/work/main')
import pytest
from bs4 import BeautifulSoup
from tests.web.browse import Browse, form_values
from tests.house.test_access_matrix import build_world, routes
from tests.factories import Factory
from portal.store.users import User
NASTY = ["", "A"*60000, "\0", "x\0y", "😀"*50, "\u202e\u0645", '"><svg onload=x>{{7*7}}', "١٢", "１２", "1e309", "1e400", "NaN", "inf", "-1", "0", "1_0", "0001", "9999", "29", "99999999999999999999", "2026-02-30", "\ud7ff", "\r\nX: y", "../..", "none", "off", "1e-320", "00000000-0000-7000-8000-000000000000", "²", "0,0000000001", "%s%n", "{0.__class__}", "1.000.000,5"]
@pytest.mark.parametrize("who", ["anonym","borger","virks","sagsb-185"])
def test_fuzz(browse, who):
    with browse.session() as s:
        world = build_world(s, Factory(s, browse.parts.ports.clock.now()))
        extra=[]
        if who=="borger":
            from portal.store.users import User as U
            extra=["/tilmeld/rolig-start/"+x for x in ("kontakt","erfaring","rammer","hensyn","stoette","deling","tjek")]+["/tilmeld/seniorsporet/"+x for x in ("kontakt","erfaring","rammer","hensyn","stoette","deling","tjek")]
    if who=="borger":
        with browse.session() as s, s.begin():
            m=Factory(s, browse.parts.ports.clock.now())
            p=m.other_person(); c=m.citizen(p); uid=c.id
        extra=["/tilmeld/"+pr+"/"+x for pr in ("seniorsporet","rolig-start","flere-timer") for x in ("kontakt","erfaring","rammer","hensyn","stoette","deling","tjek")]
    b = Browse(browse.app)
    if who!="anonym": b.log_in(User(id=world.actors[who].user_id))
    c2=None
    if who=="borger":
        c2=Browse(browse.app); c2.log_in(User(id=uid))
    urls=[]
    for m,a,e,r in routes(browse.app):
        if m!="GET": continue
        par=next((n for n in world.objects if f":{n}>" in a),None)
        for st,oid in (world.objects[par].items() if par else [("",None)]):
            u=a.replace(f"<uuid:{par}>",str(oid)) if par else a
            for step in ([*("form","opgaver","tid","hensyn","tjek")] if "<step>" in u else [""]):
                v=u.replace("<step>",step).replace("<program>","seniorsporet").replace("<question>","kommune").replace("<slug>","seniorsporet").replace("<int:weeks>","4")
                if "<" in v: continue
                urls.append((b,v))
    for x in extra: urls.append((c2,x))
    faults=set(); seen=set()
    for cl,u in urls:
        r=cl.client.get(u, base_url="http://127.0.0.1:5000")
        if r.status_code>=500: faults.add(f"GET {u} {r.status_code}")
        for q in ("?ret=1","?ret=x","?enhed=zz","?vis=zz&program=%00&tildelt=xx","?next=//e","?x[]=1&x=%ff"):
            rq=cl.client.get(u+q, base_url="http://127.0.0.1:5000")
            if rq.status_code>=500: faults.add(f"GET {u}{q} {rq.status_code}")
        if r.status_code!=200: continue
        soup=BeautifulSoup(r.get_data(as_text=True),"html.parser")
        for f in soup.select("form[method=post]"):
            vals=form_values(f)
            btn=f.select_one("button[name]")
            if btn: vals[btn["name"]]=btn.get("value","")
            names=sorted({str(e["name"]) for e in f.select("[name]")}-{"csrf_token","idempotency_key"})
            sig=(re.sub(r"[0-9a-f-]{36}","X",str(f["action"])),tuple(names),str(btn and btn.get("value")))
            if sig in seen or "log-" in f["action"]: continue
            seen.add(sig)
            # plausible
            for e in f.select("input[type=radio],input[type=checkbox]"):
                vals.setdefault(e["name"], e.get("value","on"))
            for k in vals:
                if vals[k]=="" : vals[k]={"dag":"29","maaned":"2","aar":"2028"}.get(k.split("-")[-1],"10")
            vals.pop("idempotency_key",None)
            for k in names:
                for n in NASTY:
                    d={**vals,k:n}
                    a=cl.client.post(str(f["action"]),data=d,base_url="http://127.0.0.1:5000")
                    if a.status_code not in (303,422,409,404,400,413,403):
                        faults.add(f"POST {sig[0]} {k}={n[:20]!r}: {a.status_code}")
            for yr in ("0001","9999"):
                d={k:(yr if k.endswith("-aar") else v) for k,v in vals.items()}
                a=cl.client.post(str(f["action"]),data=d,base_url="http://127.0.0.1:5000")
                if a.status_code>=500: faults.add(f"POST {sig[0]} år {yr}: {a.status_code}")
    print(who,len(seen),"forms")
    for sgn in sorted(map(str,seen)): print("   ",sgn[:150])
    for x in sorted(faults): print("FAULT",x)
