use super::*;
use proptest::prelude::*;
use std::net::Ipv4Addr;

fn client(n: u32) -> Client {
    Client::at(Ipv4Addr::from_bits(n).into())
}

fn room(capacity: u32) -> Room {
    Room {
        capacity,
        per_client: capacity,
        waiting: 100,
        waiting_per_client: 100,
        longest_wait: Duration::from_secs(60),
    }
}

/// Joins the queue and reports whose turn it was.
async fn queue_up(
    turns: &Arc<Turns>,
    clients: &[u32],
    done: &tokio::sync::mpsc::UnboundedSender<u32>,
) -> Vec<tokio::task::JoinHandle<()>> {
    let mut tasks = Vec::new();
    for &n in clients {
        let (turns, done) = (Arc::clone(turns), done.clone());
        tasks.push(tokio::spawn(async move {
            let _turn = turns.take(client(n), 1).await.expect("a turn");
            done.send(n).expect("heard");
        }));
        // The test's runtime has one thread, so that tasks queue in the order in which they are spawned.
        tokio::task::yield_now().await;
    }
    tasks
}

#[tokio::test]
async fn clients_take_turns_however_many_tasks_one_of_them_has() {
    let turns = Arc::new(Turns::new(room(1)));
    let (done, mut order) = tokio::sync::mpsc::unbounded_channel();
    let running = turns.take(client(9), 1).await.expect("an empty room");
    let tasks = queue_up(&turns, &[1, 1, 1, 1, 2, 3, 2], &done).await;
    drop(running);
    for task in tasks {
        task.await.expect("no panic");
    }
    drop(done);
    let mut served = Vec::new();
    while let Some(n) = order.recv().await {
        served.push(n);
    }
    assert_eq!(served, [1, 2, 3, 1, 2, 1, 1]);
}

#[tokio::test]
async fn a_full_queue_and_a_long_wait_turn_tasks_away() {
    let short = Duration::from_millis(1);
    let turns = Arc::new(Turns::new(Room { waiting: 2, waiting_per_client: 1, ..room(1) }));
    let _running = turns.take(client(9), 1).await.expect("an empty room");
    let (done, _order) = tokio::sync::mpsc::unbounded_channel();
    let waiting = queue_up(&turns, &[1, 2], &done).await;
    assert_eq!(turns.take(client(1), 1).await.expect_err("its second"), Busy::Client);
    assert_eq!(turns.take(client(3), 1).await.expect_err("the third"), Busy::Everybody);
    for task in &waiting {
        task.abort();
    }
    for task in waiting {
        assert!(task.await.expect_err("aborted").is_cancelled());
    }
    // Those who have gone no longer wait.
    let impatient = Turns::new(Room { longest_wait: short, ..room(1) });
    let _running = impatient.take(client(9), 1).await.expect("an empty room");
    assert_eq!(impatient.take(client(1), 1).await.expect_err("no turn in time"), Busy::Everybody);
    assert_eq!(impatient.shared.state().n_waiting, 0);
    assert_eq!(turns.shared.state().n_waiting, 0);
}

#[tokio::test]
async fn one_client_cannot_fill_the_room_and_this_machine_can() {
    let turns = Turns::new(Room { per_client: 1, longest_wait: Duration::from_millis(1), ..room(2) });
    let _first = turns.take(client(1), 1).await.expect("an empty room");
    assert_eq!(turns.take(client(1), 1).await.expect_err("its share"), Busy::Everybody);
    drop(turns.take(client(2), 1).await.expect("there is room for another"));
    drop(_first);
    let both = [turns.take(Client::LOCAL, 1).await, turns.take(Client::LOCAL, 1).await];
    assert!(both.iter().all(Result::is_ok));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Tasks come, leave early or end, in any order: never is more taken than there is, and nothing is left in the end.
    #[test]
    fn whatever_happens_the_room_is_never_overfull_and_empty_in_the_end(
        steps in prop::collection::vec((0..4u32, 1..4u32, 0..3u8), 1..60),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let turns = Arc::new(Turns::new(Room { per_client: 3, ..room(4) }));
            let mut tasks = Vec::new();
            let (end, ended) = tokio::sync::watch::channel(false);
            for (n, weight, what) in steps {
                let (task_turns, mut ended) = (Arc::clone(&turns), ended.clone());
                tasks.push(tokio::spawn(async move {
                    let turn = task_turns.take(client(n), weight).await;
                    if what == 0 && turn.is_ok() {
                        let _ = ended.wait_for(|end| *end).await;
                    }
                    drop(turn);
                }));
                tokio::task::yield_now().await;
                if what == 1 {
                    tasks.swap_remove(0).abort();
                }
                let state = turns.shared.state();
                assert!(state.taken <= 4 && state.clients.values().all(|usage| usage.taken <= 3));
            }
            end.send(true).expect("heard");
            for task in tasks {
                task.await.expect("it ends");
            }
            tokio::task::yield_now().await;
            let state = turns.shared.state();
            assert_eq!((state.taken, state.n_waiting, state.clients.len(), state.round.len()), (0, 0, 0, 0));
        });
    }
}
