%% More facts for facts.erl: byte streams, datagrams, hidden nodes.
-module(sockets).
-compile([export_all, nowarn_export_all, nowarn_unused_vars]).
-import(facts, [t/1, t/2, sleep/1, wait_dead/1, get1/0]).

%% Both ends of a stream; the accepted one has the mode.
pair(Active) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, Active}]), {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect("localhost", Port, [binary, {active, false}]), {ok, S} = gen_tcp:accept(L), {L, C, S}.
say(L) when is_list(L) -> [say(X) || X <- L];
say({ok, B}) when is_binary(B) -> {ok, binary_to_list(B)};
say({tcp, _, B}) -> {tcp, binary_to_list(B)};
say({tcp_error, _, W}) -> {tcp_error, W};
say({udp, _, _, _, B}) -> {udp, binary_to_list(B)};
say({K, S}) when is_port(S) -> K;
say(X) -> X.
s(X) -> t("~p", [say(X)]).

%% Pieces are what the reader asks for.
n01() -> {_, C, S} = pair(false), gen_tcp:send(C, <<1, 2, 3>>), gen_tcp:send(C, <<4, 5, 6, 7>>), sleep(50),
    s(gen_tcp:recv(S, 2)), s(gen_tcp:recv(S, 4)), s(gen_tcp:recv(S, 0)).
%% What was sent before the end is read; then it is closed, for the writer as well.
n02() -> {_, C, S} = pair(false), gen_tcp:send(C, <<1, 2, 3>>), gen_tcp:close(C), sleep(50),
    s(gen_tcp:recv(S, 2)), s(gen_tcp:recv(S, 0)), s(gen_tcp:recv(S, 0)), s(gen_tcp:send(S, <<1>>)).
%% More is asked for than will ever come.
n03() -> {_, C, S} = pair(false), gen_tcp:send(C, <<1, 2, 3>>), sleep(20), s(gen_tcp:recv(S, 5, 50)), s(gen_tcp:recv(S, 2)), gen_tcp:close(C), s(gen_tcp:recv(S, 5)).
%% Active: messages; recv is refused. The end is a message, and the socket is closed.
n04() -> {_, C, S} = pair(true), gen_tcp:send(C, <<1, 2>>), s(get1()), s(gen_tcp:recv(S, 0)), gen_tcp:close(C), s(get1()), s(inet:setopts(S, [{active, once}])), s(gen_tcp:recv(S, 0)), s(gen_tcp:send(S, <<1>>)).
%% Once: one message, then nobody is told.
n05() -> {_, C, S} = pair(once), gen_tcp:send(C, <<1>>), s(get1()), gen_tcp:send(C, <<2>>), s(get1()), s(gen_tcp:recv(S, 0)), gen_tcp:close(C), s(get1()), s(inet:setopts(S, [{active, once}])), s(get1()), s(get1()).
%% A number: so many, then one notice.
n06() -> {_, C, S} = pair(2), [begin gen_tcp:send(C, <<X>>), sleep(30) end || X <- [1, 2, 3]], s([get1(), get1(), get1(), get1()]), s(inet:setopts(S, [{active, true}])), s(get1()).
%% Nobody listens; two listen.
n07() -> {ok, L} = gen_tcp:listen(0, []), {ok, Port} = inet:port(L), s(gen_tcp:listen(Port, [])), s(gen_tcp:accept(L, 20)), gen_tcp:close(L),
    s(gen_tcp:connect("localhost", Port, [])), s(gen_tcp:accept(L)), {ok, L2} = gen_tcp:listen(Port, []), s(element(1, gen_tcp:connect("localhost", Port, []))).
%% A listener is closed while somebody waits.
n08() -> {ok, L} = gen_tcp:listen(0, []), Me = self(), spawn(fun() -> Me ! gen_tcp:accept(L) end), sleep(20), gen_tcp:close(L), s(get1()).
%% Who owns a stream: its owner gives it away, and its end is the stream's.
n09() -> {_, C, S} = pair(false), Me = self(), P = spawn(fun() -> receive go -> ok end end), s(gen_tcp:controlling_process(C, P)), s(gen_tcp:controlling_process(C, Me)), P ! go, s(gen_tcp:recv(S, 0)),
    s(gen_tcp:controlling_process(S, P)).
%% A reader waits while its own end is closed.
n10() -> {_, C, S} = pair(false), Me = self(), spawn(fun() -> Me ! gen_tcp:recv(S, 0) end), sleep(20), gen_tcp:close(S), s(get1()), s(gen_tcp:recv(C, 0)), s(gen_tcp:send(S, <<1>>)).
%% Every byte of a large one, in order, although the reader is slow.
n11() -> {_, C, S} = pair(false), B = << <<(X rem 251)>> || X <- lists:seq(1, 1000000) >>,
    Me = self(), spawn(fun() -> {ok, Got} = gen_tcp:recv(S, 1000000), Me ! {same, Got =:= B} end), s(gen_tcp:send(C, B)), s(receive X -> X after 5000 -> none end).
%% Datagrams: whole, with sizes and ports of their own.
n12() -> {ok, A} = gen_udp:open(0, [binary, {active, false}]), {ok, B} = gen_udp:open(0, [binary, {active, once}]), {ok, PA} = inet:port(A), {ok, PB} = inet:port(B),
    s(gen_udp:open(PA)), s(gen_udp:recv(A, 0, 20)), s(gen_udp:send(A, {127, 0, 0, 1}, PB, <<1, 2>>)), s(gen_udp:send(A, {127, 0, 0, 1}, PB, <<3>>)), s([get1(), get1()]), {ok, {_, _, X}} = gen_udp:recv(B, 0), s({ok, X}),
    s(gen_udp:send(A, {127, 0, 0, 1}, PB, binary:copy(<<1>>, 65508))), inet:setopts(B, [{active, true}]), s(gen_udp:recv(B, 0, 20)), gen_udp:close(A), s(gen_udp:send(A, {127, 0, 0, 1}, PB, <<1>>)), s(gen_udp:recv(A, 0)).
%% To a port that nobody has opened: as good as sent.
n13() -> {ok, A} = gen_udp:open(0, [binary, {active, true}]), s(gen_udp:send(A, {127, 0, 0, 1}, 9, <<1>>)), s(get1()).
%% A reader's end does not close a port of somebody else; its owner's end does.
n14() -> Me = self(), P = spawn(fun() -> {ok, A} = gen_udp:open(0, [{active, false}]), {ok, Port} = inet:port(A), Me ! Port, receive go -> ok end end), Port = get1(), s(element(1, gen_udp:open(Port))), P ! go, wait_dead(P), sleep(20), s(element(1, gen_udp:open(Port))).
%% A hidden node is connected and seen by nobody who does not ask for it.
n15() -> case is_alive() of false -> t("skipped: start erl with -sname"); true ->
    {ok, Ctl, N} = peer:start(#{name => peer:random_name(n), connection => standard_io, args => ["-hidden", "-setcookie", atom_to_list(erlang:get_cookie())]}),
    try
        Sees = fun() -> [lists:member(N, nodes(W)) || W <- [visible, hidden, connected]] end,
        s(Sees()), pong = net_adm:ping(N), s(Sees()), s(lists:member(N, nodes())), s([lists:member(node(), erpc:call(N, erlang, nodes, [W])) || W <- [visible, hidden, connected]]),
        monitor_node(N, true), erpc:cast(N, erlang, halt, [0, [{flush, false}]]), receive {nodedown, N} -> s(nodedown) end, s(Sees())
    after catch peer:stop(Ctl) end end.
