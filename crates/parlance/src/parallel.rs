//! Maps items on several threads, in order and with bounded memory.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Items handed out to each thread beyond the one in work.
const AHEAD: usize = 2;

/// Applies `work` to every item on `threads` threads and gives the results in the order of the items, which are taken
/// only as far ahead as keeps the threads busy. One thread is the caller's own.
pub(crate) fn map<I, T, W>(items: I, threads: usize, work: W) -> impl Iterator<Item = T>
where
    I: Iterator,
    I::Item: Send + 'static,
    T: Send + 'static,
    W: Fn(I::Item) -> T + Send + Sync + 'static,
{
    Map { items, work: Arc::new(work), threads, pool: None, next: 0, given: 0, early: BTreeMap::new() }
}

struct Map<I: Iterator, T, W> {
    items: I,
    work: Arc<W>,
    threads: usize,
    /// The threads, once the first item was asked for.
    pool: Option<Pool<I::Item, T>>,
    /// The number of the result to give next.
    next: usize,
    /// The number of items handed out.
    given: usize,
    /// Results that came before their turn.
    early: BTreeMap<usize, T>,
}

struct Pool<Item, T> {
    /// Dropped to say that nothing more will come.
    tasks: Option<SyncSender<(usize, Item)>>,
    results: Receiver<(usize, std::thread::Result<T>)>,
    threads: Vec<JoinHandle<()>>,
}

impl<I, T, W> Iterator for Map<I, T, W>
where
    I: Iterator,
    I::Item: Send + 'static,
    T: Send + 'static,
    W: Fn(I::Item) -> T + Send + Sync + 'static,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.threads <= 1 {
            return self.items.next().map(|item| (self.work)(item));
        }
        let (threads, work) = (self.threads, &self.work);
        let pool = self.pool.get_or_insert_with(|| Pool::start(threads, work));
        loop {
            while self.given < self.next + threads * (1 + AHEAD) {
                let (Some(tasks), Some(item)) = (&pool.tasks, self.items.next()) else {
                    pool.tasks = None;
                    break;
                };
                // The channel has room for all that are under way, so this does not wait.
                if tasks.send((self.given, item)).is_err() {
                    break;
                }
                self.given += 1;
            }
            if let Some(result) = self.early.remove(&self.next) {
                self.next += 1;
                return Some(result);
            }
            if self.next == self.given {
                return None;
            }
            let (number, result) = pool.results.recv().ok()?;
            match result {
                Ok(result) => self.early.insert(number, result),
                Err(panic) => std::panic::resume_unwind(panic),
            };
        }
    }
}

impl<Item: Send + 'static, T: Send + 'static> Pool<Item, T> {
    fn start<W: Fn(Item) -> T + Send + Sync + 'static>(threads: usize, work: &Arc<W>) -> Pool<Item, T> {
        let (tasks, waiting) = sync_channel(threads * (1 + AHEAD));
        let (done, results) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let start = || {
            let (waiting, done, work) = (waiting.clone(), done.clone(), work.clone());
            std::thread::spawn(move || serve(&waiting, &done, &*work))
        };
        Pool { tasks: Some(tasks), results, threads: (0..threads).map(|_| start()).collect() }
    }
}

impl<Item, T> Drop for Pool<Item, T> {
    fn drop(&mut self) {
        self.tasks = None;
        for thread in self.threads.drain(..) {
            // A panic in `work` was passed on with its result.
            let _ = thread.join();
        }
    }
}

/// Works until nothing more comes, or nobody wants the results.
fn serve<Item, T>(
    waiting: &Mutex<Receiver<(usize, Item)>>,
    done: &Sender<(usize, std::thread::Result<T>)>,
    work: &impl Fn(Item) -> T,
) {
    loop {
        let task = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, item)) = task else { return };
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(item)));
        if done.send((number, result)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [0, 1, 2, 5] {
            let slow_first = |i: u64| {
                std::thread::sleep(std::time::Duration::from_micros(if i.is_multiple_of(7) { 500 } else { 0 }));
                i * i
            };
            let squares: Vec<u64> = map(0..100, threads, slow_first).collect();
            assert_eq!(squares, (0..100).map(|i| i * i).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn items_are_taken_only_a_little_ahead() {
        let taken = Arc::new(Mutex::new(0));
        let counter = taken.clone();
        let items = (0..1000).inspect(move |_| *counter.lock().unwrap_or_else(PoisonError::into_inner) += 1);
        let mut results = map(items, 2, |i| i);
        assert_eq!(results.next(), Some(0));
        assert!(*taken.lock().unwrap_or_else(PoisonError::into_inner) <= 2 * (1 + AHEAD));
    }
}
