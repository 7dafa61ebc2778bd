def accepted(looks, early, rate):
    most=looks[-1]; state={0:1.0}; acc=0
    for t in range(1,most+1):
        nxt={}
        for p,s in state.items():
            for d in (0,1):
                a=p+d; sh=s*((1-rate) if d else rate)
                if a>=len(looks) or (a>=2 and t<=early): continue
                if t>=looks[a]: acc+=sh
                else: nxt[a]=nxt.get(a,0)+sh
        state=nxt
    return acc
def make(alpha, shares=(0.66,0.9,1)):
    looks=[]
    for s in shares:
        n=(looks[-1]+1) if looks else 1
        while accepted(looks+[n],10,.9)>alpha*s: n+=1
        looks.append(n)
    return looks
tot=0
for al in (0.038,0.008,0.0037):
    l=make(al); a=accepted(l,10,.9); tot+=a
    print(al,l,a,[round(accepted(l,10,p),3) for p in (.95,.97,.98,.99,.995,.999)])
print(tot)
for l,e in (([8,14,20],6),([5,10,15],4),([4,9,14],4)):
    print(l,[round(accepted(l,e,p),3) for p in (.3,.5,.7,.8,.9,.95,.97,.99)])
