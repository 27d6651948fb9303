%% The facts of facts.out as programs for real Erlang/OTP (25 and later), under the ids of the TypeScript ones.
%%   erlc facts.erl && erl -noshell -sname facts -s facts main          prints them all
%%   erl -noshell -sname facts -s facts main f01 f02                    prints some
-module(facts).
-compile([export_all, nowarn_export_all, nowarn_unused_vars]).
-behaviour(gen_server).

main() -> main([N || M <- [facts, groups, sockets], {N, 0} <- M:module_info(exports), is_fact(atom_to_list(N))]).
main(Names) ->
    logger:set_primary_config(level, none),
    [run(N) || N <- lists:sort(Names)], halt(0).
is_fact([K, A, B]) when K =:= $f; K =:= $g; K =:= $s; K =:= $p; K =:= $n -> A >= $0 andalso A =< $9 andalso B >= $0 andalso B =< $9; is_fact(_) -> false.

%% Each fact runs in a process of its own, registered as main.
run(N) ->
    {P, R} = spawn_monitor(fun() -> register(main, self()), put(fact, N), persistent_term:put(fact, N), (module_of(N)):N() end),
    receive {'DOWN', R, process, P, normal} -> ok; {'DOWN', R, process, P, W} -> io:format("~s\tmain died: ~p~n", [N, W]) end.

module_of(N) -> case atom_to_list(N) of [$p | _] -> groups; [$n | _] -> sockets; _ -> ?MODULE end.

%% One line, however long: ~0p.
t(F, A) -> io:format("~s\t" ++ lists:flatten(string:replace(F, "~p", "~0p", all)) ++ "~n", [persistent_term:get(fact) | A]).
t(S) -> t(S, []).
idle() -> receive stop -> ok end.
sleep(T) -> receive after T -> ok end.
wait_dead(P) -> R = monitor(process, P), receive {'DOWN', R, process, P, _} -> ok end.
get1() -> receive X -> X after 50 -> none end.
r({R, [{_, _, _, _} | _]}) -> {R, stack}; r(R) -> R.

f01() ->
    A = spawn(fun() -> B = spawn_link(fun() -> ok end), wait_dead(B), sleep(20), main ! {a, alive}, idle() end),
    receive {a, X} -> t("A after linked B exited normal: ~p", [X]) end, exit(A, kill).

f02() ->
    {A, R} = spawn_monitor(fun() -> spawn_link(fun() -> exit(boom) end), idle() end),
    receive {'DOWN', R, process, A, W} -> t("A died with ~p", [W]) end.

f04() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> process_flag(trap_exit, true), idle() end), R = monitor(process, P), sleep(10),
    exit(P, kill),
    receive {'EXIT', P, W} -> t("link sees ~p", [W]) end,
    receive {'DOWN', R, process, P, W2} -> t("monitor sees ~p", [W2]) end.

f05() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> exit(kill) end), receive {'EXIT', P, W} -> t("trapping link sees ~p and lives", [W]) end,
    {Q, R} = spawn_monitor(fun() -> spawn_link(fun() -> exit(kill) end), idle() end),
    receive {'DOWN', R, process, Q, W2} -> t("non-trapping linked process died with ~p", [W2]) end.

f07() ->
    {P, R} = spawn_monitor(fun() -> exit(self(), normal), sleep(50), main ! survived, idle() end),
    receive {'DOWN', R, process, P, W} -> t("died with ~p", [W]); survived -> t("survived") end.

f08() ->
    D = spawn(fun() -> ok end), wait_dead(D),
    process_flag(trap_exit, true), t("link -> ~p", [link(D)]),
    receive {'EXIT', D, W} -> t("trapping: EXIT ~p", [W]) after 200 -> t("nothing") end,
    {P, R} = spawn_monitor(fun() -> link(D), idle() end),
    receive {'DOWN', R, process, P, W2} -> t("non-trapping died with ~p", [r(W2)]) after 200 -> t("non-trapping lives") end.

f10() ->
    P = spawn(fun idle/0), R = monitor(process, P),
    spawn(fun() -> link(P), exit(oops) end), receive {'DOWN', R, process, P, W} -> t("linked target died with ~p", [W]) end.

f11() ->
    Me = self(),
    C = spawn(fun idle/0), B = spawn(fun() -> link(C), Me ! up, idle() end), receive up -> ok end,
    A = spawn(fun() -> link(B), Me ! up, receive go -> exit(chain) end end), receive up -> ok end,
    Rs = [{monitor(process, X), N} || {X, N} <- [{A, a}, {B, b}, {C, c}]], A ! go,
    [receive {'DOWN', R, process, _, W} -> t("~p died with ~p", [N, W]) end || {R, N} <- Rs].

f13() ->
    Me = self(),
    P = spawn(fun() -> try Me ! in, idle() catch _:_ -> Me ! caught after Me ! cleaned end end),
    receive in -> exit(P, boom) end, wait_dead(P), t("messages left by P: ~p", [get1()]),
    Q = spawn(fun() -> try exit(boom) catch exit:E -> Me ! {caught, E} after Me ! cleaned end end), wait_dead(Q),
    t("own exit/1 can be caught: ~p, ~p", [get1(), get1()]).

f14() -> D = spawn(fun() -> ok end), wait_dead(D), t("D ! x -> ~p, exit(D,kill) -> ~p", [D ! x, exit(D, kill)]).

f16() ->
    process_flag(trap_exit, true), P = spawn_link(fun() -> exit(late) end), sleep(20), unlink(P),
    t("mailbox after unlink: ~p", [case get1() of {'EXIT', P, W} -> {'EXIT', W}; X -> X end]).

f17() -> P = spawn(fun() -> exit(boom) end), wait_dead(P), t("parent alive, mailbox ~p", [get1()]).

f19() ->
    P = spawn(fun idle/0), R = monitor(process, P), exit(P, boom),
    receive {'DOWN', R, process, P, W} -> t("DOWN ~p", [W]) end, t("next: ~p, demonitor: ~p", [get1(), demonitor(R)]).

f20() -> D = spawn(fun() -> ok end), wait_dead(D), R = monitor(process, D), receive {'DOWN', R, process, D, W} -> t("DOWN ~p", [W]) end.

f22() ->
    P = spawn(fun idle/0), R1 = monitor(process, P), R2 = monitor(process, P), R3 = monitor(process, P), demonitor(R3), exit(P, x),
    receive {'DOWN', R1, _, _, _} -> t("first") end, receive {'DOWN', R2, _, _, _} -> t("second") end, t("third: ~p", [get1()]).

f23() ->
    P = spawn(fun() -> ok end), R = monitor(process, P), sleep(20), t("flush -> ~p, mailbox ~p", [demonitor(R, [flush]), get1()]),
    Q = spawn(fun idle/0), R2 = monitor(process, Q), t("info while active -> ~p", [demonitor(R2, [info])]), exit(Q, kill),
    D = spawn(fun() -> ok end), R3 = monitor(process, D), sleep(20), t("info after DOWN -> ~p", [demonitor(R3, [info, flush])]).

f25() ->
    monitor(process, self()), t("self: ~p", [get1()]),
    {P, R} = spawn_monitor(fun() -> exit(a) end), receive {'DOWN', R, process, P, W} -> t("spawn_monitor ~p", [W]) end.

f26() ->
    Me = self(), [spawn(fun() -> [Me ! {S, N} || N <- lists:seq(1, 200)], Me ! {S, done} end) || S <- [a, b, c]],
    L = collect([], 3), [t("~p in order: ~p", [S, [N || {X, N} <- L, X =:= S] =:= lists:seq(1, 200)]) || S <- [a, b, c]].
collect(L, 0) -> lists:reverse(L);
collect(L, K) -> receive {_, done} -> collect(L, K - 1); {S, N} -> collect([{S, N} | L], K) end.

f28() -> [self() ! M || M <- [low, high]], t("~p", [receive high -> high; low -> low end]), t("~p", [receive high -> high; low -> low end]).

f29() ->
    self() ! x, t("~p", [receive y -> y after 0 -> timeout end]), t("~p", [receive x -> x after 0 -> timeout end]), t("~p", [receive x -> x after 0 -> timeout end]).

f31() ->
    process_flag(trap_exit, true), Me = self(),
    P = spawn_link(fun() -> receive go -> Me ! one, Me ! two, exit(bye) end end), R = monitor(process, P), P ! go, sleep(30),
    t("~p", [[case get1() of {'EXIT', P, _} -> exit_msg; {'DOWN', R, _, _, _} -> down_msg; X -> X end || _ <- [1, 2]]]),
    t("~p", [lists:sort([case get1() of {'EXIT', P, _} -> exit_msg; {'DOWN', R, _, _, _} -> down_msg; X -> X end || _ <- [1, 2]])]).

f32() ->
    R = erlang:start_timer(10, self(), hi), receive {timeout, R, hi} -> t("start_timer ok") end, erlang:send_after(10, self(), ho), receive ho -> t("send_after ok") end,
    R2 = erlang:send_after(5000, self(), no), L = erlang:cancel_timer(R2), t("cancel left in (4000,5000]: ~p, again ~p, mailbox ~p", [L > 4000 andalso L =< 5000, erlang:cancel_timer(R2), get1()]).

f34() -> [erlang:send_after(T, self(), T) || T <- [90, 30, 60]], t("~p", [[receive N -> N end || _ <- [1, 2, 3]]]).

f35() ->
    {P, R} = spawn_monitor(fun() -> process_flag(trap_exit, true), exit(self(), one), t("queued ~p", [element(2, process_info(self(), message_queue_len))]),
                                    process_flag(trap_exit, false), exit(self(), two), idle() end),
    receive {'DOWN', R, process, P, W} -> t("died with ~p", [W]) end.

f37() -> t("~p", [try nobody ! x catch error:E -> E end]), t("~p", [{nobody, node()} ! x]).

f38() -> P = spawn(fun idle/0), register(n9, P), R = monitor(process, P), exit(P, x), receive {'DOWN', R, _, _, _} -> t("~p", [whereis(n9)]) end.

%% one server module for all: the state is a function of the call
init({stop, R}) -> {stop, R}; init(ignore) -> ignore; init({sleep, T}) -> sleep(T), {ok, s};
init({cont, To}) -> self() ! first_message, {ok, To, {continue, c}}; init({trap, To}) -> process_flag(trap_exit, true), {ok, To};
init({tmo, To}) -> {ok, To, 20}; init({sup, Spec}) -> Spec; init({statem, To}) -> {ok, open, To}; init({crash, R}) -> exit(R); init(S) -> {ok, S}.
handle_call(echo, _, S) -> {reply, echo, S}; handle_call({slow, T}, _, S) -> sleep(T), {reply, late, S}; handle_call(crash, _, _) -> exit(crashed);
handle_call({stop, R}, _, S) -> {stop, R, S}; handle_call({stopreply, R}, _, S) -> {stop, R, bye, S}; handle_call(defer, From, S) -> erlang:send_after(10, self(), {answer, From}), {noreply, S};
handle_call(bad, _, _) -> nonsense; handle_call(throw, _, S) -> throw({reply, thrown, S}); handle_call({self, P}, _, S) -> {reply, catch_exit(fun() -> gen_server:call(P, echo) end), S}.
handle_cast(_, S) -> {noreply, S}.
handle_info({answer, From}, S) -> gen_server:reply(From, deferred), {noreply, S};
handle_info(timeout, To) -> To ! timeout_seen, {noreply, To}; handle_info(first_message, To) -> To ! info_first, {noreply, To};
handle_info(_, S) -> {noreply, S}.
handle_continue(c, To) -> To ! continue_first, {noreply, To}.
terminate(R, To) when is_pid(To) -> To ! {terminate, r(R)}; terminate(_, _) -> ok.
catch_exit(F) -> try F() catch exit:E -> short(E) end.
short({R, {gen_server, call, [_ | A]}}) -> {r(R), {gen_server, call, ['P' | A]}}; short(E) -> E.

f40() ->
    D = spawn(fun() -> ok end), wait_dead(D), t("~p", [catch_exit(fun() -> gen_server:call(D, echo) end)]),
    t("~p", [try gen_server:call(nobody, echo) catch exit:E -> E end]), t("cast ~p, cast name ~p", [gen_server:cast(D, x), gen_server:cast(nobody, x)]).

f41() ->
    [begin {ok, P} = gen_server:start(?MODULE, s, []), t("~p", [catch_exit(fun() -> gen_server:call(P, M) end)]) end || M <- [crash, {stop, normal}, {stop, shutdown}]],
    {ok, Q} = gen_server:start(?MODULE, s, []), t("stop with reply: ~p", [gen_server:call(Q, {stopreply, normal})]).

f43() ->
    t("~p", [gen_server:start(?MODULE, {stop, no}, [])]), t("~p", [gen_server:start(?MODULE, ignore, [])]), t("~p", [gen_server:start(?MODULE, {crash, oops}, [])]),
    {ok, P} = gen_server:start({local, gs}, ?MODULE, s, []), {error, {already_started, Q}} = gen_server:start({local, gs}, ?MODULE, s, []), t("already_started, same pid: ~p", [P =:= Q]),
    t("~p", [gen_server:start(?MODULE, {sleep, 200}, [{timeout, 20}])]), exit(P, kill).

f44() -> process_flag(trap_exit, true), t("~p", [gen_server:start_link(?MODULE, {stop, no}, [])]), t("~p", [case get1() of {'EXIT', _, W} -> {'EXIT', W}; X -> X end]).

f46() -> {ok, P} = gen_server:start(?MODULE, s, []), t("~p", [catch_exit(fun() -> gen_server:call(P, bad) end)]).

f47() ->
    Me = self(), Got = fun() -> receive {terminate, R} -> R after 50 -> not_called end end,
    {ok, A} = gen_server:start(?MODULE, Me, []), catch gen_server:call(A, {stop, normal}), t("stop: ~p", [Got()]),
    {ok, B} = gen_server:start(?MODULE, Me, []), catch gen_server:call(B, crash), t("crash: ~p", [Got()]),
    {ok, C} = gen_server:start(?MODULE, Me, []), gen_server:stop(C), t("gen_server:stop: ~p", [Got()]),
    {ok, D} = gen_server:start(?MODULE, Me, []), exit(D, shutdown), t("signal, not trapping: ~p", [Got()]),
    {ok, E} = gen_server:start(?MODULE, {trap, Me}, []), exit(E, shutdown), t("signal, trapping, no parent link: ~p (a handle_info message)", [Got()]), exit(E, kill),
    t("kill: ~p", [Got()]),
    Par = spawn(fun() -> {ok, P} = gen_server:start_link(?MODULE, {trap, Me}, []), Me ! {p, P}, receive die -> exit(shutdown) end end),
    receive {p, _} -> Par ! die end, t("parent's exit, trapping: ~p", [Got()]).

f49() ->
    {ok, P} = gen_server:start(?MODULE, {tmo, self()}, []), t("idle: ~p", [get1()]), exit(P, kill),
    {ok, Q} = gen_server:start(?MODULE, {tmo, self()}, []), gen_server:cast(Q, x), t("with a cast first: ~p", [receive X -> X after 80 -> none end]), exit(Q, kill).

callback_mode() -> state_functions.
open(cast, {work, N}, To) -> {keep_state_and_data, [postpone]}; open(cast, close, To) -> To ! closing, {next_state, closed, To}.
closed(cast, {work, N}, To) -> To ! {worked, N}, keep_state_and_data; closed(cast, close, _) -> keep_state_and_data.
f50() ->
    {ok, P} = gen_statem:start(?MODULE, {statem, self()}, []), [gen_statem:cast(P, M) || M <- [{work, 1}, {work, 2}, close, {work, 3}]],
    t("~p", [[get1() || _ <- [1, 2, 3, 4]]]), exit(P, kill).

%% worker w: logs start and terminate to main; crashes on {die,R}; traps exits when asked
w_start(Name, Log, Opts) -> proc_lib:start_link(?MODULE, w_loop, [{self(), Name, Log, Opts}]).
w_loop({Parent, Name, Log, Opts}) ->
    case proplists:get_value(trap, Opts, true) of true -> process_flag(trap_exit, true); _ -> ok end,
    register(Name, self()), Log ! {start, Name}, proc_lib:init_ack({ok, self()}), w_run(Parent, Name, Log, Opts).
w_run(Parent, Name, Log, Opts) ->
    receive {die, R} -> exit(R);
        {'EXIT', Parent, R} -> case proplists:get_value(stubborn, Opts) of true -> Log ! {ignores, Name, R}, w_run(Parent, Name, Log, Opts); _ -> Log ! {stop, Name, R}, exit(R) end;
        _ -> w_run(Parent, Name, Log, Opts) end.
child(N, Extra, Opts) -> maps:merge(#{id => N, start => {?MODULE, w_start, [N, whereis(main), Opts]}}, Extra).
child(N, Extra) -> child(N, Extra, []).
sup(Flags, Kids) -> {ok, P} = supervisor:start_link(?MODULE, {sup, {ok, {maps:merge(#{intensity => 5, period => 10}, Flags), Kids}}}), P.
log() -> log(120). log(T) -> receive {'EXIT', _, _} = X -> [{'EXIT', element(3, X)} | log(T)]; M -> [M | log(T)] after T -> [] end.
down(P) -> process_flag(trap_exit, true), exit(P, shutdown), wait_dead(P).
die(N, R) -> N ! {die, R}.

f52() -> S = sup(#{strategy => one_for_all}, [child(a, #{}), child(b, #{}), child(c, #{})]), log(), die(b, boom), t("after b crashes ~p", [log()]), down(S).

f53() -> S = sup(#{strategy => rest_for_one}, [child(a, #{}), child(b, #{}), child(c, #{}), child(d, #{})]), log(), die(b, boom), t("after b crashes ~p", [log()]), down(S).

f55() ->
    process_flag(trap_exit, true), S = sup(#{strategy => one_for_one, intensity => 2, period => 5}, [child(a, #{}), child(b, #{})]), log(),
    [begin die(b, {boom, N}), t("crash ~p: ~p", [N, log()]) end || N <- [1, 2, 3]], t("supervisor alive: ~p", [is_process_alive(S)]).

f56() ->
    process_flag(trap_exit, true), S = sup(#{strategy => one_for_one, intensity => 1, period => 1}, [child(a, #{})]), log(),
    [begin die(a, boom), sleep(2100) end || _ <- [1, 2, 3]], t("alive after 3 crashes 2.1 s apart, limit 1 in 1 s: ~p", [is_process_alive(S)]), down(S).

f58() -> process_flag(trap_exit, true), S = sup(#{strategy => one_for_one}, [child(a, #{}), child(b, #{}), child(c, #{})]), log(), exit(S, shutdown), t("~p", [log()]).

f59() ->
    process_flag(trap_exit, true), S = sup(#{strategy => one_for_one}, [child(a, #{shutdown => 100}, [{stubborn, true}]), child(b, #{shutdown => brutal_kill})]), log(),
    Ra = monitor(process, a), Rb = monitor(process, b), T0 = erlang:monotonic_time(millisecond), exit(S, shutdown),
    receive {'DOWN', Rb, _, _, W1} -> t("b died with ~p", [W1]) end, receive {'DOWN', Ra, _, _, W2} -> t("a died with ~p", [W2]) end,
    D = erlang:monotonic_time(millisecond) - T0, t("took 100 ms or a little more: ~p; log ~p", [D >= 95 andalso D < 300, log()]).

f61() ->
    process_flag(trap_exit, true), persistent_term:put(fails, counters:new(1, [])),
    Kid = #{id => k, start => {?MODULE, flaky, [whereis(main)]}}, S = sup(#{strategy => one_for_one, intensity => 3, period => 5}, [Kid]), log(),
    die(k, boom), t("~p", [log(100)]), t("supervisor alive: ~p", [is_process_alive(S)]).
flaky(Log) -> C = persistent_term:get(fails), counters:add(C, 1, 1), case counters:get(C, 1) of 1 -> w_start(k, Log, []); N -> Log ! {start_try, N}, {error, nope} end.

f62() ->
    S = sup(#{strategy => one_for_one}, [child(a, #{})]), log(), t("delete running: ~p", [supervisor:delete_child(S, a)]), t("terminate: ~p ~p", [supervisor:terminate_child(S, a), log()]),
    t("listed: ~p", [[{I, P} || {I, P, _, _} <- supervisor:which_children(S)]]), {ok, P} = supervisor:restart_child(S, a), t("restart ok ~p; again: ~p", [log(), element(2, supervisor:restart_child(S, a))]),
    supervisor:terminate_child(S, a), t("delete: ~p, left ~p, delete again ~p", [supervisor:delete_child(S, a), supervisor:which_children(S), supervisor:delete_child(S, a)]), down(S).

f64() ->
    process_flag(trap_exit, true), {ok, S} = supervisor:start_link(?MODULE, {sup, {ok, {#{strategy => simple_one_for_one, intensity => 5, period => 10}, [#{id => w, start => {?MODULE, w_start_dyn, [self()]}}]}}}),
    [{ok, _} = supervisor:start_child(S, [N]) || N <- [x, y]], t("~p ids ~p", [log(), [I || {I, _, _, _} <- supervisor:which_children(S)]]), die(x, boom), t("~p", [log()]), exit(S, shutdown), t("~p", [lists:sort(log())]).
w_start_dyn(Log, Name) -> w_start(Name, Log, []).

f65() -> S = sup(#{strategy => one_for_one}, [#{id => i, start => {gen_server, start_link, [?MODULE, ignore, []]}}]), t("~p", [[{I, P} || {I, P, _, _} <- supervisor:which_children(S)]]), down(S).

f67() ->
    process_flag(trap_exit, true), Log = self(),
    Inner = {ok, {#{strategy => one_for_one, intensity => 1, period => 5}, [child(a, #{})]}},
    S = sup(#{strategy => one_for_one, intensity => 1, period => 5}, [#{id => inner, type => supervisor, start => {supervisor, start_link, [?MODULE, {sup, Inner}]}}]), log(),
    [begin die(a, {boom, N}), t("crash ~p: ~p", [N, log()]) end || N <- [1, 2, 3, 4]], t("outer alive: ~p", [is_process_alive(S)]), Log.

f68() ->
    process_flag(trap_exit, true), S = sup(#{strategy => one_for_one, auto_shutdown => any_significant}, [child(a, #{}), child(b, #{restart => transient, significant => true})]), log(), die(b, normal), t("~p alive ~p", [log(), is_process_alive(S)]).

f70() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> exit(self(), kill) end), receive {'EXIT', P, W} -> t("exit(self(),kill): ~p", [W]) end,
    Q = spawn_link(fun() -> exit(kill) end), receive {'EXIT', Q, W2} -> t("exit(kill): ~p", [W2]) end,
    Z = spawn(fun() -> receive late -> exit(saw_late_message) end end), R = monitor(process, Z), Z ! early, exit(Z, in_order), Z ! late,
    receive {'DOWN', R, process, Z, W3} -> t("signal order: ~p", [W3]) end.

on_node(F) -> case is_alive() of false -> t("skipped: start erl with -sname"); true ->
    {ok, Ctl, N} = peer:start(#{name => peer:random_name(n), connection => standard_io, args => ["-pa", filename:dirname(code:which(?MODULE)), "-setcookie", atom_to_list(erlang:get_cookie()), "-kernel", "prevent_overlapping_partitions", "false"]}), pong = net_adm:ping(N),
    try F(N) after catch peer:stop(Ctl) end end.
crash(N) -> monitor_node(N, true), erpc:cast(N, erlang, halt, [0, [{flush, false}]]), receive {nodedown, N} -> ok after 5000 -> t("no nodedown") end.

f71() -> on_node(fun(N) ->
    process_flag(trap_exit, true), Q = spawn(N, ?MODULE, idle, []), link(Q), R = monitor(process, Q), crash(N), t("nodedown seen"),
    receive {'EXIT', Q, W} -> t("EXIT ~p", [W]) end, receive {'DOWN', R, process, Q, W2} -> t("DOWN ~p", [W2]) end end).

f73() -> on_node(fun(N) ->
    process_flag(trap_exit, true), Q = spawn(N, ?MODULE, idle, []), crash(N), t("send -> ~p, exit/2 -> ~p", [Q ! x, exit(Q, kill)]),
    link(Q), receive {'EXIT', Q, W} -> t("link: EXIT ~p", [W]) end, R = monitor(process, Q), receive {'DOWN', R, _, _, W2} -> t("monitor: DOWN ~p", [W2]) end end).

f74() -> on_node(fun(N) ->
    process_flag(trap_exit, true), Q = spawn(N, ?MODULE, idle, []), link(Q), exit(Q, kill), receive {'EXIT', Q, W} -> t("~p", [W]) end,
    Z = spawn_link(N, erlang, exit, [away]), receive {'EXIT', Z, W2} -> t("~p", [W2]) end end).

f76() -> on_node(fun(N) ->
    Me = self(), Q = spawn(N, fun() -> register(srv, self()), Me ! up, L = [receive X when is_integer(X) -> X end || _ <- lists:seq(1, 500)], Me ! {in_order, L =:= lists:seq(1, 500)} end),
    receive up -> ok end, [{srv, N} ! I || I <- lists:seq(1, 500)], receive {in_order, B} -> t("in order: ~p", [B]) end, t("~p", [{nobody, N} ! x]),
    R = monitor(process, {nobody, N}), receive {'DOWN', R, process, {nobody, N}, W} -> t("monitor unknown name: ~p", [W]) end, Q end).

f77() -> on_node(fun(N) ->
    {ok, S} = erpc:call(N, fun() -> gen_server:start(?MODULE, s, []) end), t("~p", [gen_server:call(S, echo)]), crash(N),
    t("~p", [case catch_exit(fun() -> gen_server:call(S, echo) end) of {{nodedown, N}, X} -> {{nodedown, 'N'}, X}; X -> X end]) end).


%% ---- Further cases: what they print is in more.out ----

%% Restart types: what happens to a child that ends so, and what is listed then.
matrix(Restart, Why) ->
    S = sup(#{strategy => one_for_one}, [child(a, #{restart => Restart})]), log(), die(a, Why), L = log(),
    t("~p ~p: ~p listed ~p", [Restart, Why, L, [{I, is_pid(P)} || {I, P, _, _} <- supervisor:which_children(S)]]), down(S).
g01() -> matrix(permanent, normal).
g02() -> matrix(permanent, shutdown).
g03() -> matrix(permanent, boom).
g04() -> matrix(transient, normal).
g05() -> matrix(transient, shutdown).
g06() -> matrix(transient, boom).
g07() -> matrix(temporary, normal).
g08() -> matrix(temporary, shutdown).
g09() -> matrix(temporary, boom).
g10() -> matrix(transient, {shutdown, x}).
ids(S) -> [I || {I, _, _, _} <- supervisor:which_children(S)].
g11() -> S = sup(#{strategy => one_for_all}, [child(a, #{}), child(b, #{restart => temporary}), child(c, #{})]), log(), die(a, boom), t("~p left ~p", [log(), ids(S)]), down(S).
g12() -> S = sup(#{strategy => rest_for_one}, [child(a, #{}), child(b, #{restart => temporary}), child(c, #{})]), log(), die(a, boom), t("~p left ~p", [log(), ids(S)]), down(S).
g13() -> S = sup(#{strategy => one_for_one}, [child(a, #{}), child(b, #{}), #{id => i, start => {gen_server, start_link, [?MODULE, ignore, []]}}]), log(), t("~p", [supervisor:count_children(S)]), down(S).
g14() ->
    S = sup(#{strategy => one_for_one}, [child(a, #{})]), log(), {error, {W, P}} = supervisor:start_child(S, child(a, #{})), t("~p ~p", [W, is_pid(P)]),
    supervisor:terminate_child(S, a), log(), t("~p", [supervisor:start_child(S, child(a, #{}))]), down(S).
g15() -> S = sup(#{strategy => one_for_one}, []), t("~p ~p ~p", [supervisor:restart_child(S, x), supervisor:terminate_child(S, x), supervisor:delete_child(S, x)]), down(S).
g16() ->
    process_flag(trap_exit, true), Bad = #{id => b, start => {gen_server, start_link, [?MODULE, {stop, no}, []]}},
    R = supervisor:start_link(?MODULE, {sup, {ok, {#{}, [child(a, #{}), Bad, child(c, #{})]}}}),
    t("~p", [R]), t("~p", [log()]).
g17() -> S = sup(#{strategy => one_for_one}, []), {ok, _} = supervisor:start_child(S, child(a, #{restart => temporary})), log(), die(a, boom), t("~p left ~p", [log(), ids(S)]), down(S).
g18() -> process_flag(trap_exit, true), S = sup(#{strategy => one_for_one, intensity => 0}, [child(a, #{}), child(b, #{})]), log(), die(a, boom), t("~p alive ~p", [log(), is_process_alive(S)]).
g19() ->
    process_flag(trap_exit, true), K = #{restart => transient, significant => true},
    S = sup(#{strategy => one_for_one, auto_shutdown => all_significant}, [child(a, K), child(b, K), child(c, #{})]), log(),
    die(a, normal), t("~p alive ~p", [log(), is_process_alive(S)]), die(b, normal), t("~p alive ~p", [log(), is_process_alive(S)]).
dynamic(Restart) -> {ok, S} = supervisor:start_link(?MODULE, {sup, {ok, {#{strategy => simple_one_for_one}, [#{id => w, restart => Restart, start => {?MODULE, w_start_dyn, [self()]}}]}}}), S.
g20() -> S = dynamic(temporary), [{ok, _} = supervisor:start_child(S, [N]) || N <- [x, y]], log(), die(x, boom), t("~p ~p", [log(), supervisor:count_children(S)]), down(S).
g21() -> S = dynamic(permanent), {ok, P} = supervisor:start_child(S, [x]), log(), t("~p ~p", [supervisor:terminate_child(S, P), log()]), t("~p", [ids(S)]), down(S).
g22() -> process_flag(trap_exit, true), S = sup(#{strategy => one_for_one}, [child(a, #{}), child(b, #{})]), log(), exit(S, kill), t("~p", [lists:sort(log())]).
g23() -> process_flag(trap_exit, true), S = sup(#{strategy => one_for_all, intensity => 1}, [child(a, #{}), child(b, #{})]), log(), die(a, one), t("~p", [log()]), die(b, two), t("~p", [log()]), t("~p", [is_process_alive(S)]).
g24() -> S = sup(#{strategy => one_for_one}, [child(a, #{}), child(b, #{})]), log(), t("~p", [ids(S)]), supervisor:terminate_child(S, a), supervisor:restart_child(S, a), t("~p", [ids(S)]), down(S).

%% Links, monitors, signals.
g30() -> process_flag(trap_exit, true), P = spawn_link(fun idle/0), unlink(P), exit(P, boom), sleep(20), t("~p", [get1()]).
g31() -> process_flag(trap_exit, true), P = spawn_link(fun idle/0), link(P), link(P), exit(P, boom), receive {'EXIT', P, W} -> t("~p", [W]) end, t("~p", [get1()]).
g32() -> P = spawn(fun idle/0), register(nm, P), R = monitor(process, nm), exit(P, x), receive {'DOWN', R, process, {nm, N}, W} -> t("~p ~p ~p", [nm, N =:= node(), W]) end.
g33() -> R = monitor(process, nobody), receive {'DOWN', R, process, {nobody, _}, W} -> t("~p", [W]) end.
g34() -> P = spawn(fun idle/0), R = monitor(process, P), demonitor(R), exit(P, x), t("~p", [get1()]).
g35() -> P = spawn(fun() -> idle() end), exit(P, normal), sleep(10), t("alive ~p", [is_process_alive(P)]), Me = self(),
    Q = spawn(fun() -> process_flag(trap_exit, true), Me ! up, receive {'EXIT', Me, W} -> Me ! {got, W} end end), receive up -> exit(Q, normal) end, receive X -> t("~p", [X]) end, exit(P, kill).
g36() -> P = spawn(fun idle/0), R = monitor(process, P), exit(P, {shutdown, x}), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
g37() -> A = process_flag(trap_exit, true), B = process_flag(trap_exit, true), C = process_flag(trap_exit, false), t("~p ~p ~p", [A, B, C]).
g38() -> P = spawn(fun idle/0), register(again, P), R = monitor(process, P), exit(P, x), receive {'DOWN', R, _, _, _} -> ok end, Q = spawn(fun idle/0), t("~p", [register(again, Q)]), exit(Q, kill).
bad(F) -> try F(), ok catch error:E -> E end.
g39() ->
    P = spawn(fun idle/0), register(taken, P), t("taken ~p", [bad(fun() -> register(taken, self()) end)]), t("second name ~p", [bad(fun() -> register(other, P) end)]),
    t("unknown ~p", [bad(fun() -> unregister(nobody) end)]), exit(P, kill), wait_dead(P), t("dead ~p", [bad(fun() -> register(late, P) end)]).
g40() -> [self() ! N || N <- [1, 2, 3, 4]], receive 3 -> ok end, t("~p", [[get1(), get1(), get1()]]).
g41() -> Me = self(), spawn(fun() -> [begin sleep(20), Me ! noise end || _ <- [1, 2, 3, 4, 5]] end), T0 = erlang:monotonic_time(millisecond), receive never -> ok after 50 -> ok end, D = erlang:monotonic_time(millisecond) - T0, t("~p", [D >= 50 andalso D < 80]).
g42() ->
    Me = self(), P = spawn(fun() -> receive X -> Me ! {got, X} end, idle() end), erlang:send_after(20, later, hello), register(later, P), t("~p", [get1()]),
    unregister(later), erlang:send_after(5, later, hello), t("~p", [get1()]), exit(P, kill).
g43() -> R = erlang:send_after(5, self(), x), sleep(20), t("~p ~p", [erlang:cancel_timer(R), get1()]).
g44() -> P = spawn(fun() -> receive go -> ok end end), R = monitor(process, P), P ! go, receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
g45() -> process_flag(trap_exit, true), P = spawn_link(fun() -> ok end), receive {'EXIT', P, W} -> t("~p", [W]) end.
g46() -> Me = self(), P = spawn(fun idle/0), Q = spawn(fun() -> link(P), Me ! up, idle() end), receive up -> ok end, R = monitor(process, Q), exit(P, kill), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
g47() -> {P, R} = spawn_monitor(fun() -> try exit(a) catch exit:a -> exit(b) end end), receive {'DOWN', R, process, P, W} -> t("~p", [W]) end.
g48() -> process_flag(trap_exit, true), P = spawn_link(fun idle/0), R = monitor(process, P), exit(P, boom), A = get1(), B = get1(), t("~p ~p", [lists:sort([element(1, A), element(1, B)]), R =/= undefined]).
g49() -> Me = self(), P = spawn(fun() -> receive {ask, F} -> F ! {self(), yes} end end), P ! {ask, Me}, receive {P, X} -> t("~p", [X]) end.
g50() -> A = make_ref(), B = make_ref(), t("~p ~p", [A =:= A, A =:= B]).
g51() -> Me = self(), P = spawn(fun() -> process_flag(trap_exit, true), Me ! up, receive {'EXIT', _, W} -> Me ! {trapped, W} end, idle() end), receive up -> ok end, exit(P, kill_me), receive X -> t("~p", [X]) end, exit(P, kill), wait_dead(P), t("dead").
g52() -> Me = self(), A = spawn(fun() -> receive X -> Me ! {a, X} end end), B = spawn(fun() -> receive X -> A ! X end end), B ! token, receive X -> t("~p", [X]) end.

%% gen_server.
g60() -> {ok, P} = gen_server:start(?MODULE, s, []), t("~p", [catch_exit(fun() -> gen_server:call(P, {slow, 50}, 20) end)]), t("late ~p", [begin sleep(60), get1() end]), t("then ~p", [gen_server:call(P, echo)]).
g61() -> {ok, _} = gen_server:start(?MODULE, {cont, self()}, []), t("~p ~p", [get1(), get1()]).
g62() -> {ok, P} = gen_server:start(?MODULE, s, []), t("~p", [gen_server:call(P, defer)]).
g63() -> D = spawn(fun() -> ok end), wait_dead(D), t("~p", [try gen_server:stop(D) catch exit:E -> E end]).
g64() -> {ok, P} = gen_server:start(?MODULE, s, []), R = monitor(process, P), t("~p", [gen_server:stop(P, shutdown, infinity)]), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
g65() -> t("~p", [catch_exit(fun() -> gen_server:call(self(), echo) end)]).
g66() -> {ok, P} = gen_server:start({local, srv}, ?MODULE, s, []), t("~p ~p", [gen_server:call(srv, echo), whereis(srv) =:= P]), gen_server:stop(srv), t("~p", [whereis(srv)]).
g67() -> process_flag(trap_exit, true), t("~p", [gen_server:start_link(?MODULE, ignore, [])]), receive {'EXIT', _, W} -> t("EXIT ~p", [W]) after 100 -> t("no EXIT") end.
g68() -> process_flag(trap_exit, true), t("~p", [gen_server:start_link(?MODULE, {crash, oops}, [])]), receive {'EXIT', _, W} -> t("EXIT ~p", [W]) after 100 -> t("no EXIT") end.
g69() -> {ok, P} = gen_server:start(?MODULE, s, []), P ! garbage, gen_server:cast(P, garbage), t("~p", [gen_server:call(P, echo)]).
g70() -> {ok, P} = gen_server:start(?MODULE, s, []), R = monitor(process, P), t("~p", [catch_exit(fun() -> gen_server:call(P, {self, P}) end)]), receive {'DOWN', R, _, _, W} -> t("~p", [W]) after 50 -> t("lives") end.
g71() -> {ok, P} = gen_server:start(?MODULE, s, []), exit(P, kill), wait_dead(P), t("~p", [catch_exit(fun() -> gen_server:call(P, echo, 100) end)]).

%% gen_statem: events.erl does what it is told and reports the rest.
machine() -> {ok, P} = gen_statem:start(events, self(), []), P.
do(P, R) -> gen_statem:cast(P, {do, R}).
got() -> receive X -> [X | got()] after 150 -> [] end.
s01() -> P = machine(), do(P, {keep_state_and_data, [{timeout, 30, tick}]}), t("~p", [got()]).
s02() -> P = machine(), do(P, {keep_state_and_data, [{timeout, 30, tick}]}), gen_statem:cast(P, other), t("~p", [got()]).
s03() -> P = machine(), do(P, {keep_state_and_data, [{state_timeout, 30, tick}]}), gen_statem:cast(P, other), t("~p", [got()]).
s04() -> P = machine(), do(P, {keep_state_and_data, [{state_timeout, 30, tick}]}), do(P, {next_state, two, self()}), t("~p", [got()]).
s05() -> P = machine(), do(P, {next_state, two, self(), [{state_timeout, 30, tick}]}), t("~p", [got()]).
s06() -> P = machine(), do(P, {keep_state_and_data, [{{timeout, n}, 30, tick}]}), do(P, {next_state, two, self()}), t("~p", [got()]).
s07() -> P = machine(), do(P, {keep_state_and_data, [{{timeout, n}, 30, one}]}), do(P, {keep_state_and_data, [{{timeout, n}, 60, two}]}), t("~p", [got()]).
s08() -> P = machine(), do(P, {keep_state_and_data, [{next_event, internal, inside}]}), gen_statem:cast(P, outside), t("~p", [got()]).
s09() -> P = machine(), gen_statem:cast(P, {postpone, 1}), gen_statem:cast(P, {postpone, 2}), do(P, {next_state, two, self(), [{next_event, internal, inside}]}), gen_statem:cast(P, newer), t("~p", [got()]).
s10() -> P = machine(), gen_statem:cast(P, {postpone, 1}), do(P, {repeat_state, self()}), do(P, {keep_state, self()}), t("before ~p", [got()]), do(P, {next_state, two, self()}), t("after ~p", [got()]).
s11() -> P = machine(), R = monitor(process, P), do(P, {stop, why}), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
s12() -> P = machine(), R = monitor(process, P), t("~p", [gen_statem:call(P, bye)]), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
s13() -> P = machine(), t("~p", [gen_statem:call(P, ask)]), do(P, {next_state, two, self()}), t("~p", [gen_statem:call(P, ask)]).
s14() -> P = machine(), P ! hello, t("~p", [got()]).
s15() -> P = machine(), do(P, {keep_state_and_data, [{timeout, 30, one}]}), do(P, {keep_state_and_data, [{timeout, 60, two}]}), t("~p", [got()]).
s16() -> P = machine(), do(P, {next_state, one, self()}), gen_statem:cast(P, same), t("~p", [got()]).
s17() -> P = machine(), do(P, {keep_state_and_data, [{next_event, cast, a}, {next_event, internal, b}]}), t("~p", [got()]).
s18() -> P = machine(), do(P, {keep_state_and_data, [{state_timeout, 30, tick}]}), do(P, {keep_state_and_data, [{state_timeout, infinity, tick}]}), t("~p", [got()]).
s19() -> P = machine(), R = monitor(process, P), t("~p", [gen_statem:stop(P)]), receive {'DOWN', R, _, _, W} -> t("~p", [W]) end.
s20() -> P = machine(), gen_statem:cast(P, {postpone, 1}), do(P, {next_state, two, self()}), do(P, {next_state, one, self()}), t("~p", [got()]).
