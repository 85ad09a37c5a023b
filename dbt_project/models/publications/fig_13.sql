with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.leerjaar,
        listed.studiegebied,
        'studiebewijs behaald' as categorie,
        sum(case when mart.has_studiebewijs then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('qualification') }} as mart
    inner join {{ alle_and_three_study_areas() }} as listed (studiegebied)
        on listed.studiegebied in ('alle', mart.studiegebied)
    -- R31: the school years for which kwalificaties is delivered
    where mart.duaal = 'nee' and mart.leerjaar = '7' and mart.has_studiebewijs is not null
    group by mart.schooljaar, mart.onderwijsvorm, mart.leerjaar, listed.studiegebied
)

{{ cells_of('fig_13', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied']) }}
