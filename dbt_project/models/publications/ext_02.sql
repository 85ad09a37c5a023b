with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.leerjaar,
        mart.stageverplichting,
        listed.categorie,
        sum(case when mart.has_studiebewijs then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('first_enrolments_by_stageregistratie') }} as mart
    inner join (
        values
        (true, 'met stageregistratie: studiebewijs behaald'),
        (false, 'zonder stageregistratie: studiebewijs behaald')
    ) as listed (has_stageregistratie, categorie)
        on mart.has_stageregistratie = listed.has_stageregistratie
    where
        mart.onderwijsvorm = 'TSO'
        and mart.leerjaar = '6'
        and mart.stageverplichting = 'zonder'
        -- R31: the school years for which kwalificaties is delivered
        and mart.has_studiebewijs is not null
    group by mart.schooljaar, mart.onderwijsvorm, mart.leerjaar, mart.stageverplichting, listed.categorie
)

{{ cells_of('ext_02', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'stageverplichting']) }}
