with pupils as (
    select
        schooljaar,
        sum(n_leerlingen) as n_all,
        sum(case when studiegebied in {{ three_study_areas() }} then n_leerlingen else 0 end) as n_areas,
        sum(case when stageregistratie <> 'geen' then n_leerlingen else 0 end) as n_interns,
        sum(
            case
                when stageregistratie <> 'geen' and studiegebied in {{ three_study_areas() }} then n_leerlingen
                else 0
            end
        ) as n_interns_areas
    from {{ ref('internship_registration') }}
    -- R20: the years in which registration is known, here and below
    where stageregistratie is not null
    group by schooljaar
),

counted as (
    select
        schooljaar,
        'leerlingen in 3 studiegebieden' as categorie,
        n_areas as aantal,
        n_all as noemer
    from pupils
    union all
    select
        schooljaar,
        'stageleerlingen in 3 studiegebieden' as categorie,
        n_interns_areas as aantal,
        n_interns as noemer
    from pupils
    union all
    select
        schooljaar,
        'instellingen met 3 studiegebieden' as categorie,
        sum(case when n_drie_studiegebieden > 0 then 1 else 0 end) as aantal,
        count(*) as noemer
    from {{ ref('internship_institutions') }}
    where has_zending is not null
    group by schooljaar
)

{{ cells_of('txt_016', ['schooljaar']) }}
