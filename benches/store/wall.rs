//! The wall with much in the ledger: how long a page takes, and how many a second, beside nginx with the same bytes in a file.
//!
//! Needs nginx and wrk (Debian: nginx-light, wrk).

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ovation::service::Service;
use ovation::store::Wall;
use ovation::store::sql::SqlStore;
use ovation::store::{WallSearch, system_clock};
use ovation::web::{Site, serve};
use ovation::words::Words;
use tokio::net::TcpListener;

use crate::ledger;
use crate::place::Place;
use crate::program::{Program, RULES};
use crate::table::{count, head, percentiles, row};
use crate::{Extent, Failure};

/// Where nginx listens.
const NGINX: u16 = 8_189;
/// How the load is made: one thread, so many connections.
const CONNECTIONS: &str = "32";

/// Takes all figures.
pub async fn measure(place: &Place, from: &str, program: &Program, extent: &Extent) -> Result<(), Failure> {
    let awards = extent.ledgers.last().copied().unwrap_or(1_000);
    ledger::fill(place, from, program, awards).await?;
    let store = place.open(from).await?;
    let slugs = slugs(&store, program).await?;
    let rules = ovation::points::rules::parse("program.toml", &RULES, &["en", "fr"])
        .map_err(|faults| format!("{faults:?}"))?;
    let service = Service::new(Arc::new(store.clone()), Arc::new(rules), system_clock());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let site = Site::new(service, Words::load()?, &base);
    tokio::spawn(serve(listener, site.pages(), std::future::pending()));
    println!(
        "The wall on {:?} with {} companies, {} groups and {} awards.\n",
        place.database,
        count(program.partners.len() as f64),
        count(program.groups.len() as f64),
        count(awards as f64)
    );
    head(&[
        "page",
        "made for the first time, p50 / p99 in ms",
        "again, p50 / p99 in ms",
        "a second",
        "nginx",
        "of it",
    ]);
    let nginx = Nginx::start(place)?;
    for (name, addresses) in [
        // The first page is one alone: it is asked for in another way each time.
        ("`/`", (0..slugs.len()).map(|number| format!("/?n={number}")).collect::<Vec<_>>()),
        ("a company", slugs.iter().map(|slug| format!("/partners/{slug}")).collect()),
        ("a badge", slugs.iter().map(|slug| format!("/badge/{slug}.svg")).collect()),
    ] {
        let client = reqwest::Client::new();
        let mut first = timed(&client, &base, &addresses).await?;
        let one = vec![addresses[0].clone(); addresses.len()];
        let mut again = timed(&client, &base, &one).await?;
        let body = client.get(format!("{base}{}", addresses[0])).send().await?.bytes().await?;
        nginx.has(&body)?;
        let (ours, theirs) = (
            most(&format!("{base}{}", addresses[0]), extent.time).await?,
            most(&format!("http://127.0.0.1:{NGINX}/page"), extent.time).await?,
        );
        let told = |took: &mut [Duration]| {
            let (median, most) = percentiles(took);
            format!("{median:.2} / {most:.2}")
        };
        row(&[
            format!("{name}, {} bytes", count(body.len() as f64)),
            told(&mut first),
            told(&mut again),
            count(ours),
            count(theirs),
            format!("{:.0} %", ours * 100.0 / theirs),
        ]);
    }
    println!();
    store.close().await;
    Ok(())
}

async fn slugs(store: &SqlStore, program: &Program) -> Result<Vec<String>, Failure> {
    let many = u32::try_from(program.partners.len())?;
    let search = WallSearch { typed: String::new(), tiers: Vec::new(), offset: 0, limit: many };
    Ok(store.wall_partners(&search).await?.0.into_iter().map(|partner| partner.named.slug).collect())
}

/// Each of these pages, one after the other on one connection.
async fn timed(client: &reqwest::Client, base: &str, addresses: &[String]) -> Result<Vec<Duration>, Failure> {
    let mut took = Vec::with_capacity(addresses.len());
    for address in addresses {
        let begun = Instant::now();
        let answer = client.get(format!("{base}{address}")).send().await?.error_for_status()?;
        answer.bytes().await?;
        took.push(begun.elapsed());
    }
    Ok(took)
}

/// The most answers a second. wrk is a process of its own, so that what it needs is the same for both.
async fn most(url: &str, time: Duration) -> Result<f64, Failure> {
    let seconds = format!("{}s", time.as_secs().max(1));
    let output = tokio::process::Command::new("wrk")
        .args(["-t1", "-c", CONNECTIONS, "-d", &seconds, url])
        .output()
        .await
        .map_err(|error| format!("wrk can't be run ({error}); Debian has it in the package wrk"))?;
    let told = String::from_utf8_lossy(&output.stdout);
    if told.contains("Non-2xx") {
        return Err(format!("not each was answered:\n{told}").into());
    }
    let line = told.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(line.ok_or_else(|| format!("wrk told nothing:\n{told}"))?.trim().parse()?)
}

/// nginx with one file; it ends when it is dropped.
struct Nginx {
    process: Child,
    folder: std::path::PathBuf,
}

impl Nginx {
    fn start(place: &Place) -> Result<Self, Failure> {
        let folder = place.folder().join("nginx");
        std::fs::create_dir_all(&folder)?;
        let at = folder.display();
        let settings = format!(
            "daemon off; pid {at}/pid; error_log {at}/error.log; worker_processes 2;\n\
             events {{ worker_connections 256; }}\n\
             http {{ access_log off; sendfile on; keepalive_requests 1000000; open_file_cache max=10;\n\
             client_body_temp_path {at}; proxy_temp_path {at}; fastcgi_temp_path {at}; uwsgi_temp_path {at}; scgi_temp_path {at};\n\
             server {{ listen 127.0.0.1:{NGINX}; root {at}/pages; default_type text/html; }} }}\n"
        );
        std::fs::create_dir_all(folder.join("pages"))?;
        std::fs::write(folder.join("nginx.conf"), settings)?;
        let process = Command::new("nginx")
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| {
                format!("nginx can't be run ({error}); Debian has it in the package nginx-light")
            })?;
        std::thread::sleep(Duration::from_millis(500));
        Ok(Self { process, folder })
    }

    /// The file is these bytes from now on.
    fn has(&self, body: &[u8]) -> Result<(), Failure> {
        std::fs::write(self.folder.join("pages").join("page"), body)?;
        // It looks again after a minute otherwise.
        let _ = Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status()?;
        std::thread::sleep(Duration::from_millis(500));
        Ok(())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // As a service manager ends it: its workers go with it.
        let _ = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}
