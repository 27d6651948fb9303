%% More facts for facts.erl: what can be known of processes, priorities, tasks, process groups, global names.
-module(groups).
-compile([export_all, nowarn_export_all, nowarn_unused_vars]).
-import(facts, [t/1, t/2, idle/0, sleep/1, wait_dead/1, get1/0, r/1, on_node/1]).

p01() ->
    P = spawn(fun facts:idle/0), Q = spawn(fun() -> link(P), monitor(process, P), idle() end), register(n1, P), P ! a, P ! b, sleep(20),
    I = fun(K) -> element(2, process_info(P, K)) end,
    [t("~p ~p", [K, I(K)]) || K <- [status, message_queue_len, registered_name, trap_exit, priority]],
    [t("~p ~p", [K, length(I(K))]) || K <- [links, monitors, monitored_by]],
    t("monitors of the other ~p", [length(element(2, process_info(Q, monitors)))]), exit(P, kill).

p02() ->
    D = spawn(fun() -> ok end), wait_dead(D), t("~p", [process_info(D)]), t("running ~p", [element(2, process_info(self(), status))]),
    on_node(fun(N) -> Q = spawn(N, facts, idle, []), t("~p", [try process_info(Q) catch error:E -> E end]) end).

p03() ->
    Me = self(), t("~p", [process_flag(priority, high)]),
    spawn(fun() -> Me ! element(2, process_info(self(), priority)) end), t("child ~p", [get1()]),
    spawn_opt(fun() -> Me ! element(2, process_info(self(), priority)) end, [{priority, low}]), t("by option ~p", [get1()]),
    t("~p", [try process_flag(priority, sky) catch error:E -> E end]), t("~p", [process_flag(priority, normal)]).

p04() ->
    Me = self(), Was = erlang:system_flag(schedulers_online, 1), sleep(50), process_flag(priority, max),
    [spawn_opt(fun() -> Me ! L end, [{priority, L}]) || L <- [low, normal, high]],
    t("~p", [[receive L -> L end || _ <- [1, 2, 3]]]), erlang:system_flag(schedulers_online, Was).

p05() ->
    D = spawn(fun() -> ok end), wait_dead(D), P = spawn(fun facts:idle/0), Ps = processes(),
    t("~p", [[lists:member(X, Ps) || X <- [self(), P, D]]]), exit(P, kill).

p06() ->
    net_kernel:monitor_nodes(true), net_kernel:monitor_nodes(true), three(), net_kernel:monitor_nodes(false), three().
three() -> on_node(fun(N) -> sleep(50), t("~p ~p ~p", [k(get1()), k(get1()), k(get1())]), facts:crash(N), t("~p ~p ~p", [k(get1()), k(get1()), k(get1())]) end).
k({K, _}) -> K; k(X) -> X.

%% A task, as Elixir's is made: linked, monitored with an alias, told what to do when it is watched.
async(F) -> async(F, fun(L) -> spawn_link(L) end).
async(F, Spawn) -> P = Spawn(fun() -> receive {job, A, G} -> V = G(), A ! {A, V} end end), R = monitor(process, P, [{alias, demonitor}]), P ! {job, R, F}, {P, R}.
await({_, R}, T) -> receive {R, V} -> demonitor(R, [flush]), V; {'DOWN', R, _, _, W} -> exit({W, await}) after T -> demonitor(R, [flush]), exit({timeout, await}) end.
yield({_, R}, T) -> receive {R, V} -> demonitor(R, [flush]), {ok, V}; {'DOWN', R, _, _, W} -> {exit, W} after T -> undefined end.
shutdown({P, R} = Task, T) ->
    case yield(Task, 0) of undefined -> unlink(P), exit(P, shutdown),
        case yield(Task, T) of undefined -> exit(P, kill), mask(yield(Task, infinity)); X -> mask(X) end; X -> X end.
mask({exit, W}) when W =:= shutdown; W =:= killed -> undefined; mask(X) -> X.

p10() -> A = async(fun() -> sleep(20), one end), B = async(fun() -> two end), t("~p ~p ~p", [await(A, 500), await(B, 500), get1()]).
p11() ->
    {P, R} = spawn_monitor(fun() -> await(async(fun() -> exit(boom) end), 500) end), receive {'DOWN', R, _, P, W} -> t("~p", [W]) end,
    process_flag(trap_exit, true), A = async(fun() -> exit(boom) end), t("~p", [try await(A, 500) catch exit:{E, _} -> E end]),
    t("~p", [case get1() of {'EXIT', _, V} -> {'EXIT', V}; X -> X end]).
p12() ->
    process_flag(trap_exit, true), A = async(fun() -> sleep(40), late end), t("~p", [yield(A, 5)]), t("~p", [yield(A, 500)]),
    B = async(fun() -> exit(boom) end), t("~p", [yield(B, 500)]).
p13() ->
    A = async(fun() -> sleep(40), late end), t("~p", [try await(A, 5) catch exit:{E, _} -> E end]), sleep(60), t("~p", [get1()]).
p14() ->
    process_flag(trap_exit, true), A = async(fun() -> idle() end), t("~p", [shutdown(A, 100)]),
    B = async(fun() -> process_flag(trap_exit, true), sleep(1000), x end), sleep(10), t("~p", [shutdown(B, 20)]),
    C = async(fun() -> done end), sleep(20), t("~p", [shutdown(C, 20)]),
    t("~p", [lists:sort([case X of {'EXIT', _, V} -> V; _ -> X end || X <- [get1(), get1()]])]).
p15() -> A = async(fun() -> exit(boom) end, fun(L) -> spawn(L) end), t("~p", [yield(A, 500)]), t("alive").

n(G) -> length(pg:get_members(g, G)).
p20() ->
    {ok, _} = pg:start_link(g), P = spawn(fun facts:idle/0), t("~p ~p", [pg:join(g, a, P), pg:join(g, a, [P, self()])]), t("~p", [n(a)]),
    t("~p", [pg:get_members(g, nobody)]), t("~p", [pg:leave(g, a, P)]), t("~p", [n(a)]),
    pg:join(g, b, self()), t("~p", [lists:sort(pg:which_groups(g))]), t("~p", [pg:leave(g, b, P)]),
    exit(P, kill), sleep(20), t("~p", [n(a)]), pg:leave(g, a, self()), t("~p", [pg:which_groups(g)]), gen_server:stop(g).

pg_node(Main, Groups) -> {ok, _} = pg:start_link(g), [pg:join(g, G, self()) || G <- Groups], Main ! {up, self()}, member().
member() -> receive {join, G} -> pg:join(g, G, self()), member(); {ask, From} -> From ! {members, n(a)}, member(); stop -> ok end.
p21() -> on_node(fun(N) ->
    Q = spawn(N, groups, pg_node, [self(), [a]]), receive {up, Q} -> ok end, {ok, _} = pg:start_link(g), sleep(100),
    t("~p", [n(a)]), pg:join(g, a, self()), sleep(100), t("~p ~p", [n(a), length(pg:get_local_members(g, a))]),
    Q ! {join, b}, sleep(100), t("~p", [lists:sort(pg:which_groups(g))]),
    Q ! {ask, self()}, receive {members, M} -> t("there ~p", [M]) end,
    exit(Q, kill), sleep(100), t("~p ~p", [n(a), n(b)]), gen_server:stop(g) end).
p22() -> on_node(fun(N) ->
    {ok, _} = pg:start_link(g), pg:join(g, a, self()), Q = spawn(N, groups, pg_node, [self(), [a, a]]), receive {up, Q} -> ok end, sleep(100), t("~p", [n(a)]),
    net_kernel:monitor_nodes(true), erlang:disconnect_node(N), receive {nodedown, N} -> sleep(100), t("~p", [n(a)]) end,
    pong = net_adm:ping(N), receive {nodeup, N} -> sleep(200), t("~p", [n(a)]) end,
    Q ! {ask, self()}, receive {members, M} -> t("there ~p", [M]) end, gen_server:stop(g) end).

p30() ->
    P = spawn(fun facts:idle/0), Q = spawn(fun facts:idle/0), t("~p", [global:register_name(x, P)]), t("~p", [global:register_name(x, Q)]), t("~p", [global:whereis_name(x) =:= P]),
    t("~p", [global:registered_names()]), t("~p", [global:re_register_name(x, Q)]), t("~p", [global:whereis_name(x) =:= Q]),
    exit(Q, kill), sleep(50), t("~p", [global:whereis_name(x)]), t("~p", [try global:send(x, hi) catch exit:E -> E end]),
    global:register_name(x, self()), t("~p ~p", [global:send(x, hi) =:= self(), get1()]), global:unregister_name(x), t("~p", [global:registered_names()]).
p31() -> on_node(fun(N) ->
    Q = spawn(N, groups, holder, [self()]), sleep(300), global:register_name(x, self()), t("~p", [there(Q, whereis_name, [x]) =:= self()]),
    t("~p", [there(Q, register_name, [x, Q])]), t("~p", [there(Q, register_name, [y, Q])]), t("~p", [global:whereis_name(y) =:= Q]),
    exit(Q, kill), sleep(100), t("~p", [global:whereis_name(y)]) end).
holder(Main) -> receive {later, Ms, F, As} -> sleep(Ms), apply(global, F, As), holder(Main); {do, F, As, From} -> From ! {did, apply(global, F, As)}, holder(Main); stop -> ok; X -> Main ! {got, X}, holder(Main) end.
there(Q, F, As) -> Q ! {do, F, As, self()}, receive {did, X} -> X end.

%% Both sides of a lost connection give the same name; then they meet. On a busy machine global takes its time to agree.
conflict(N, Resolve) ->
    global:unregister_name(x), Q = spawn(N, groups, holder, [self()]), R = spawn(groups, holder, [self()]), Q ! {later, 400, register_name, [x, Q, Resolve]},
    net_kernel:monitor_nodes(true), erlang:disconnect_node(N), receive {nodedown, N} -> ok end,
    t("~p", [global:register_name(x, R, Resolve)]), sleep(2000), pong = net_adm:ping(N), receive {nodeup, N} -> ok end, agree(N, 200), {R, Q}.
agree(_, 0) -> ok;
agree(N, Left) -> sleep(100), case global:whereis_name(x) =:= erpc:call(N, global, whereis_name, [x]) of true -> sleep(300); false -> agree(N, Left - 1) end.
lives({R, Q}) -> [is_process_alive(R), erpc:call(node(Q), erlang, is_process_alive, [Q])].
got() -> receive {got, X} -> X after 100 -> none end.
p32() -> on_node(fun(N) -> P = {R, Q} = conflict(N, fun global:random_exit_name/3), L = lives(P), t("~p", [lists:sort(L)]),
    [W] = [X || {X, true} <- lists:zip([R, Q], L)], t("~p", [global:whereis_name(x) =:= W]), t("~p", [erpc:call(N, global, whereis_name, [x]) =:= W]) end).
p33() -> on_node(fun(N) -> P = {R, Q} = conflict(N, fun global:random_notify_name/3), t("~p", [lives(P)]), t("~p ~p", [got(), got()]),
    t("~p", [lists:member(global:whereis_name(x), [R, Q])]) end).
p34() -> on_node(fun(N) -> P = {R, Q} = conflict(N, fun global:notify_all_name/3), t("~p", [lives(P)]),
    {A, x, One} = got(), {B, x, Other} = got(), t("~p ~p ~p ~p", [A, B, lists:sort([One, Other]) =:= lists:sort([R, Q]), got()]), t("~p", [global:whereis_name(x)]) end).
first(_, A, B) -> element(2, lists:min([{node(A), A}, {node(B), B}])).
p35() -> on_node(fun(N) -> P = {R, Q} = conflict(N, fun groups:first/3), t("~p", [lives(P)]), t("~p", [got()]),
    t("~p ~p", [global:whereis_name(x) =:= first(x, R, Q), erpc:call(N, global, whereis_name, [x]) =:= first(x, R, Q)]) end).
