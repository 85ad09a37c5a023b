with counted as (
    select
        mart.schooljaar,
        listed.categorie,
        sum(case when mart.stageregistratie = listed.categorie then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('internship_registration') }} as mart
    cross join (values ('beide'), ('alleen zending'), ('alleen W-code'), ('geen')) as listed (categorie)
    where mart.is_p_obl and mart.stageregistratie is not null
    group by mart.schooljaar, listed.categorie
)

{{ cells_of('fig_10', ['schooljaar']) }}
