files-name = File
files-description = Immagini e documenti
files-permission-files-read = Vedere i file caricati
files-permission-files-write = Caricare immagini e documenti

title-files-too_large = Il file è troppo grande
problem-no-such-file = Questo file non esiste.
problem-files-unknown_kind = Per il suo contenuto questo file non è né un'immagine JPEG, PNG, WebP o GIF né un documento PDF. I disegni SVG e i file d'ufficio non sono accettati: salva i disegni come PNG e i testi come PDF.
problem-files-empty = Il file è vuoto.
problem-files-too_large = Un'immagine può avere al massimo 20 MB e un documento 50 MB; questo file ha più di { $most } byte.
problem-files-too_many_pixels = L'immagine ha { $width } × { $height } pixel. Si accettano al massimo { $most } pixel, { $side } per lato; rimpiccioliscila.
problem-files-bad_picture = L'immagine non si può leggere ({ $cause }). Salvala di nuovo in un programma di grafica e caricala ancora.
problem-files-bad_pdf = Il documento comincia come un PDF ma non finisce come tale; salvalo di nuovo e caricalo ancora.
