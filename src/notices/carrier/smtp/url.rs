//! The server that `mail.url` names.

use lettre::transport::smtp::authentication::Credentials;

use crate::notices::carrier::BadMailUrl;

/// Where the server is, and who we are there.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    /// TLS from the first byte (`smtps`); otherwise STARTTLS where the server offers it.
    pub(super) wrapped: bool,
    pub(super) credentials: Option<Credentials>,
}

impl Server {
    /// Reads `smtp://` and `smtps://` URLs; user and password are percent-decoded.
    pub(super) fn from_url(url: &str) -> Result<Self, BadMailUrl> {
        let uri: axum::http::Uri = url.parse().map_err(|_| BadMailUrl)?;
        let wrapped = match uri.scheme_str() {
            Some("smtp") => false,
            Some("smtps") => true,
            _ => return Err(BadMailUrl),
        };
        let authority = uri.authority().ok_or(BadMailUrl)?;
        let credentials = match authority.as_str().rsplit_once('@') {
            Some((pair, _)) => {
                let (user, password) = pair.split_once(':').ok_or(BadMailUrl)?;
                Some(Credentials::new(decode(user)?, decode(password)?))
            }
            None => None,
        };
        Ok(Self {
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(if wrapped { 465 } else { 587 }),
            wrapped,
            credentials,
        })
    }
}

/// Undoes percent-encoding.
fn decode(text: &str) -> Result<String, BadMailUrl> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%' {
            let (digits, tail) = rest.split_at_checked(2).ok_or(BadMailUrl)?;
            let digits = str::from_utf8(digits).map_err(|_| BadMailUrl)?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| BadMailUrl)?);
            rest = tail;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).map_err(|_| BadMailUrl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_server_and_credentials() {
        let server =
            Server::from_url("smtp://li%40example.org:p%3Ass@mail.example.org:2525").unwrap();
        assert_eq!(
            (server.host.as_str(), server.port),
            ("mail.example.org", 2525)
        );
        let credentials = Credentials::new("li@example.org".to_owned(), "p:ss".to_owned());
        assert_eq!(server.credentials, Some(credentials));
        let wrapped = Server::from_url("smtps://mail.example.org").unwrap();
        assert_eq!((wrapped.port, wrapped.wrapped), (465, true));
    }

    #[test]
    fn other_urls_are_refused() {
        for bad in [
            "",
            "http://x",
            "smtp:",
            "smtp://user@host:25",
            "smtp://a:%zz@h:25",
        ] {
            assert_eq!(Server::from_url(bad).unwrap_err(), BadMailUrl, "{bad}");
        }
    }
}
