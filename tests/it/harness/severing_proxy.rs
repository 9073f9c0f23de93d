//! Stands between an instance and PostgreSQL, and cuts the connection when told to: after the
//! next commit was done, and before its answer is passed on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a commit looks like on the wire: a simple query.
const COMMIT: &[u8] = b"COMMIT\0";

/// The proxy; it ends when it is dropped.
pub(crate) struct SeveringProxy {
    address: SocketAddr,
    /// Of PostgreSQL, with the database it names.
    url: String,
    armed: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl SeveringProxy {
    /// A proxy to the server of this URL.
    pub(crate) async fn start(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let armed = Arc::<AtomicBool>::default();
        let (server, arm) = (host_of(url).to_owned(), Arc::clone(&armed));
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, armed) = (server.clone(), Arc::clone(&arm));
                tokio::spawn(async move {
                    let server = TcpStream::connect(server).await?;
                    pass(client, server, &armed).await
                });
            }
        });
        Self {
            address,
            url: url.to_owned(),
            armed,
            task,
        }
    }

    /// The URL of the database through this proxy, which must be able to read along.
    pub(crate) fn url(&self) -> String {
        let url = self
            .url
            .replace(host_of(&self.url), &self.address.to_string());
        format!("{url}&sslmode=disable")
    }

    /// The answer to the next commit is lost.
    pub(crate) fn lose_the_next_answer(&self) {
        self.armed.store(true, Ordering::SeqCst);
    }
}

impl Drop for SeveringProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// `HOST:PORT` of a URL.
fn host_of(url: &str) -> &str {
    let authority = url.split("://").nth(1).unwrap().split('/').next().unwrap();
    authority.rsplit('@').next().unwrap()
}

/// Passes bytes on in both directions until one side ends, or an answer is to be lost.
async fn pass(
    mut client: TcpStream,
    mut server: TcpStream,
    armed: &AtomicBool,
) -> std::io::Result<()> {
    let (mut asked, mut answered) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let asked = &asked[..read?];
                if asked.is_empty() {
                    return Ok(());
                }
                server.write_all(asked).await?;
                let commits = asked.windows(COMMIT.len()).any(|part| part == COMMIT);
                if commits && armed.swap(false, Ordering::SeqCst) {
                    return server.read(&mut answered).await.map(drop);
                }
            }
            read = server.read(&mut answered) => {
                let answered = &answered[..read?];
                if answered.is_empty() {
                    return Ok(());
                }
                client.write_all(answered).await?;
            }
        }
    }
}
