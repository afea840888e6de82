//! The browsers that the tests share, and how a test gets one.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::Trial;
use tokio::runtime::Runtime;

use crate::browser::Browser;
use crate::stage::Stage;

/// So many browsers at most, and so many tests at once.
pub const MOST: usize = 2;

/// Idle browsers, and the runtime in which all of them live.
pub struct Pool {
    runtime: Runtime,
    idle: Mutex<Vec<Browser>>,
}

impl Pool {
    pub fn new() -> Arc<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        Arc::new(Pool { runtime, idle: Mutex::new(Vec::new()) })
    }

    /// An idle browser, or a new one: there are never more tests than browsers allowed.
    async fn take(&self) -> Browser {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(browser) => browser,
            None => Browser::start().await,
        }
    }

    fn give_back(&self, browser: Browser) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    }

    /// Ends all browsers.
    pub fn close(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        self.runtime.block_on(async {
            for browser in idle {
                browser.close().await;
            }
        });
    }
}

/// Gives the browser back even when the test fails.
struct Lent<'a> {
    pool: &'a Pool,
    browser: Option<Browser>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(browser) = self.browser.take() {
            self.pool.give_back(browser);
        }
    }
}

/// A test with a stage of its own. `module` is what `module_path!` says.
pub fn trial<F, T>(pool: &Arc<Pool>, module: &str, name: &str, test: T) -> Trial
where
    F: Future<Output = ()>,
    T: FnOnce(Stage) -> F + Send + 'static,
{
    let pool = Arc::clone(pool);
    let room = module.rsplit("::").next().unwrap_or(module);
    // By this word `scripts/test --quick` leaves it out.
    Trial::test(format!("in_a_browser::{room}::{name}"), move || {
        let browser = pool.runtime.block_on(pool.take());
        let lent = Lent { pool: &pool, browser: Some(browser.clone()) };
        pool.runtime.block_on(async {
            let stage = Stage::set(browser).await;
            test(stage).await;
        });
        drop(lent);
        Ok(())
    })
}

/// `trials![a_promise, another_promise]`: the tests of a module, each an `async fn(Stage)`.
macro_rules! trials {
    ($($name:ident),* $(,)?) => {
        /// The tests of this room.
        pub fn trials(pool: &std::sync::Arc<crate::pool::Pool>) -> Vec<libtest_mimic::Trial> {
            vec![$(crate::pool::trial(pool, module_path!(), stringify!($name), $name)),*]
        }
    };
}
pub(crate) use trials;
