with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.leerjaar,
        listed.categorie,
        sum(case when mart.is_naamloos = (listed.categorie = 'naamloos') then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('internship_registration') }} as mart
    cross join (values ('naamloos'), ('andere')) as listed (categorie)
    where mart.onderwijsvorm = 'BSO' and mart.leerjaar = '7'
    group by mart.schooljaar, mart.onderwijsvorm, mart.leerjaar, listed.categorie
)

{{ cells_of('txt_018', ['schooljaar', 'onderwijsvorm', 'leerjaar']) }}
