%% A state machine that does what it is told, and reports every other event to its data, a process.
-module(events).
-behaviour(gen_statem).
-export([init/1, callback_mode/0, handle_event/4]).

init(To) -> {ok, one, To}.
callback_mode() -> handle_event_function.
handle_event(cast, {do, Result}, _, _) -> Result;
handle_event({call, From}, ask, State, _) -> {keep_state_and_data, [{reply, From, State}]};
handle_event({call, From}, bye, _, _) -> {stop_and_reply, normal, [{reply, From, goodbye}]};
handle_event(cast, {postpone, _}, one, _) -> {keep_state_and_data, [postpone]};
handle_event(Type, Content, State, To) -> To ! {Type, Content, State}, keep_state_and_data.
