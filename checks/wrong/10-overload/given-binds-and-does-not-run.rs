//! lesson: 10
//! mistake: the lesson's program binds its servers and runs none of them, so its clients find nobody
//! expect: `cargo run --quiet --example lesson10` ended with exit status: 101
//! file: lessons/10-overload/main.rs

fn serve(workers: usize, queue: usize) -> Result<SocketAddr, Box<dyn Error>> {
    let config = ServerConfig { workers, queue, ..ServerConfig::default() };
    let server = Server::bind("127.0.0.1:0".parse()?, config, Logger::to_stderr(Level::Error)?)?;
    Ok(server.local_addr()?)
}
